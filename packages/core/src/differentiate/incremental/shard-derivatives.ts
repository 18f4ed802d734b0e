import type { Derivatives } from '../../contract/engine.ts';
import type { OneSided } from '../../contract/one-sided.ts';
import type { Shard } from '../../contract/shards.ts';
import type { BiasRun, WholeRun } from './known-units.ts';
import type { Segment } from './segments.ts';
import type { DifferentiatedNetwork, OneSidedCoordinate } from './units.ts';

/** The derivatives of one shard, filled in by runs of units. */
export interface ShardDerivatives {
  /** Takes the units from ≤ unit < until of a run, as far as their coordinates lie in the segment. */
  readonly take: (segment: Segment, run: WholeRun | BiasRun, from: number, until: number) => void;
  readonly finish: () => Derivatives;
}

/** The derivatives of a shard, to be filled in. */
export const createShardDerivatives = (network: DifferentiatedNetwork, shard: Shard): ShardDerivatives => {
  const entries = {
    values: new Float64Array(shard.end - shard.start),
    errorBound: new Float64Array(shard.end - shard.start),
  };
  const crossed: number[] = [];
  const oneSided: OneSided[] = [];
  let evaluations = 0;
  return {
    take: (segment, run, from, until) => {
      const isWithin = isWithinUnits(segment, from, until);
      if ('evaluations' in run) evaluations += evaluationsOf(segment, run, from, until);
      fill(entries, shard, network, segment, run, from, until);
      for (const coordinate of run.crossed) if (isWithin(coordinate)) crossed.push(coordinate);
      for (const sides of run.oneSided) if (isWithin(sides.coordinate)) oneSided.push(withoutBounds(sides));
    },
    finish: () => {
      if (!network.finite) entries.values.fill(NaN);
      return {
        ...entries,
        evaluations,
        kinks: {
          coordinates: crossed.sort(ascending),
          resolved: true,
          at: network.layers.reduce((sum, { atKink }) => sum + atKink.length, 0),
          oneSided: oneSided.sort((a, b) => ascending(a.coordinate, b.coordinate)),
        },
        nonFinite: null,
      };
    },
  };
};

/** Fills in the derivatives of units from ≤ unit < until of a run, and their errors, as far as they lie in the segment. */
const fill = (
  { values, errorBound }: { readonly values: Float64Array; readonly errorBound: Float64Array },
  shard: Shard,
  { layers, examples, rounding }: DifferentiatedNetwork,
  { start, end, isBias, width, offset }: Segment,
  run: WholeRun | BiasRun,
  from: number,
  until: number,
): void => {
  const source = 'weights' in run ? run.weights : run.biases;
  const ones = Float64Array.of(Math.sqrt(examples)); // a bias is the weight of an input that is always 1
  const inputNorms = isBias ? ones : layers[run.layer]!.inputNorms;
  const norms = isBias ? (run.biasNorms ?? run.responseNorms) : run.responseNorms;
  const unitError = rounding / examples;
  for (let unit = from; unit < until; unit++) {
    const row = offset + unit * width;
    const at = (unit - run.from) * width;
    const error = unitError * norms[unit - run.from]!;
    for (let i = Math.max(row, start); i < Math.min(row + width, end); i++) {
      values[i - shard.start] = source[at + i - row]!;
      errorBound[i - shard.start] = error * inputNorms[i - row]!;
    }
  }
};

/** A unit whose row is cut belongs to the shard in which it begins, so that no sharding counts it twice. */
const evaluationsOf = (
  { start, offset, width }: Segment,
  run: WholeRun,
  from: number,
  until: number,
): number => {
  let evaluations = 0;
  for (let unit = from; unit < until; unit++)
    if (offset + unit * width >= start) evaluations += run.evaluations[unit - run.from]!;
  return evaluations;
};

/** Whether a coordinate is one of units from ≤ unit < until in the segment. */
const isWithinUnits = (
  { start, end, offset, width }: Segment,
  from: number,
  until: number,
): ((coordinate: number) => boolean) => {
  const [first, last] = [Math.max(start, offset + from * width), Math.min(end, offset + until * width)];
  return (coordinate) => coordinate >= first && coordinate < last;
};

/** The slopes at a kink; their rounding is the entry's. */
const withoutBounds = ({ coordinate, lower, upper }: OneSidedCoordinate): OneSided => ({
  coordinate,
  lower: { slope: lower, bound: 0 },
  upper: { slope: upper, bound: 0 },
});

const ascending = (a: number, b: number): number => a - b;
