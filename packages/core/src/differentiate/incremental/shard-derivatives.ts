import type { Derivatives } from '../../contract/engine.ts';
import type { OneSided } from '../../contract/one-sided.ts';
import type { Shard } from '../../contract/shards.ts';
import type { BiasRun, WholeRun } from './known-units.ts';
import type { Segment } from './segments.ts';
import type { DifferentiatedNetwork } from './units.ts';

/** The derivatives of one shard, filled in by runs of units. */
export interface ShardDerivatives {
  /** Takes the units from ≤ unit < until of a run, as far as their coordinates lie in the segment. */
  readonly take: (segment: Segment, run: WholeRun | BiasRun, from: number, until: number) => void;
  readonly finish: () => Derivatives;
}

const ascending = (a: number, b: number): number => a - b;

/** Nothing is filled in yet. */
export const createShardDerivatives = (
  { layers, examples, finite, rounding }: DifferentiatedNetwork,
  shard: Shard,
): ShardDerivatives => {
  const values = new Float64Array(shard.end - shard.start);
  const errorBound = new Float64Array(values.length);
  const crossed: number[] = [];
  const oneSided: OneSided[] = [];
  let evaluations = 0;
  const unitError = rounding / examples;
  const ones = Float64Array.of(Math.sqrt(examples)); // a bias is the weight of an input that is always 1

  /** A unit's coordinates in start ≤ i < end: `source` holds its row's gradients at `at`. */
  const fillRow = (
    source: Float64Array,
    at: number,
    row: number,
    { start, end }: Shard,
    error: number,
    inputNorms: Float64Array,
  ): void => {
    for (let i = start; i < end; i++) {
      values[i - shard.start] = source[at + i - row]!;
      errorBound[i - shard.start] = error * inputNorms[i - row]!;
    }
  };

  const fill = (
    { start, end, isBias, width, offset }: Segment,
    run: WholeRun | BiasRun,
    from: number,
    until: number,
  ) => {
    const source = isBias || !('weights' in run) ? run.biases : run.weights;
    const inputNorms = isBias ? ones : layers[run.layer]!.inputNorms;
    const norms = isBias ? (run.biasNorms ?? run.responseNorms) : run.responseNorms;
    for (let unit = from; unit < until; unit++) {
      const row = offset + unit * width;
      const within = { start: Math.max(row, start), end: Math.min(row + width, end) };
      const error = unitError * norms[unit - run.from]!;
      fillRow(source, (unit - run.from) * width, row, within, error, inputNorms);
    }
  };

  /** A unit whose row is cut belongs to the shard in which it begins, so that no sharding counts it twice. */
  const count = ({ start, offset, width }: Segment, run: WholeRun, from: number, until: number): void => {
    for (let unit = from; unit < until; unit++)
      if (offset + unit * width >= start) evaluations += run.evaluations[unit - run.from]!;
  };

  const noteKinks = (segment: Segment, run: BiasRun, from: number, until: number): void => {
    const start = Math.max(segment.start, segment.offset + from * segment.width);
    const end = Math.min(segment.end, segment.offset + until * segment.width);
    const isOwn = (coordinate: number) => coordinate >= start && coordinate < end;
    for (const coordinate of run.crossed) if (isOwn(coordinate)) crossed.push(coordinate);
    for (const { coordinate, lower, upper } of run.oneSided)
      if (isOwn(coordinate))
        oneSided.push({ coordinate, lower: { slope: lower, bound: 0 }, upper: { slope: upper, bound: 0 } }); // their rounding is the entry's
  };

  return {
    take: (segment, run, from, until) => {
      if ('evaluations' in run) count(segment, run, from, until);
      fill(segment, run, from, until);
      noteKinks(segment, run, from, until);
    },
    finish: () => {
      if (!finite) values.fill(NaN);
      return {
        values,
        errorBound,
        evaluations,
        kinks: {
          coordinates: crossed.sort(ascending),
          resolved: true,
          at: layers.reduce((sum, { atKink }) => sum + atKink.length, 0),
          oneSided: oneSided.sort((a, b) => ascending(a.coordinate, b.coordinate)),
        },
        nonFinite: null,
      };
    },
  };
};
