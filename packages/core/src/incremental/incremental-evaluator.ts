import { slotAt, type Layout } from '@gradproof/flatteners';
import type { Differences, Evaluator, OneSided } from '../engine.ts';
import type { LayeredProblem } from '../problem.ts';
import type { Shard } from '../shards.ts';
import { directionalDifferences } from './directional-differences.ts';
import type { DifferentiatedNetwork, UnitGradients, UnitRunner, Units } from './units.ts';

/** What of a run's gradients is kept. */
interface BiasGradients extends Omit<UnitGradients, 'weights' | 'evaluations'> {
  /** The first unit. */
  readonly from: number;
}

/** A run of units whose gradients are computed or under way; their biases are kept, for the shard that holds those. */
interface KnownUnits extends Units {
  readonly epsilon: number;
  readonly biases: Promise<BiasGradients>;
}

/** What a shard wants of one tensor: rows of weights, or biases. */
interface Segment {
  readonly layer: number;
  readonly isBias: boolean;
  /** Coordinates of it, start ≤ i < end. */
  readonly start: number;
  readonly end: number;
}

const segmentsOf = (layout: Layout, { start, end }: Shard): Segment[] => {
  const segments: Segment[] = [];
  for (let from = start; from < end;) {
    const slot = slotAt(layout, from);
    const until = Math.min(slot.offset + slot.size, end);
    const tensor = layout.tensors.indexOf(slot);
    segments.push({ layer: tensor >> 1, isBias: tensor % 2 === 1, start: from, end: until });
    from = until;
  }
  return segments;
};

/** The rounding error of an entry in float64, in units of ‖s‖·‖A‖/m: 64 roundings, of sums in blocks, and as much again in the tails. */
export const FLOAT64_ROUND_OFF = 64 * 2 ** -53;

/** The incremental method's differences: gradapprox by units, times 2ε. `roundOff`: as FLOAT64_ROUND_OFF, of the runner's arithmetic. */
export const createIncrementalEvaluator = (
  problem: LayeredProblem,
  network: DifferentiatedNetwork,
  runner: UnitRunner,
  roundOff = FLOAT64_ROUND_OFF,
): Evaluator => {
  const { layout } = problem;
  const { layers, examples } = network;
  const at = layers.reduce((sum, { atKink }) => sum + atKink.length, 0);
  const known: KnownUnits[] = [];

  const start = (units: Units, epsilon: number, signal?: AbortSignal): Promise<UnitGradients> => {
    const computed = runner.run(units, epsilon, signal);
    const biases = computed.then(({ biases: own, responseNorms, crossed, oneSided }) => {
      return { biases: own, responseNorms, crossed, oneSided, from: units.from };
    });
    biases.catch(() => {}); // whoever asked for the units hears of it
    known.push({ ...units, epsilon, biases });
    return computed;
  };

  const fill = (
    shard: Shard,
    values: Float64Array,
    errors: Float64Array,
    { layer, isBias, start: first, end }: Segment,
    gradients: BiasGradients & Partial<Pick<UnitGradients, 'weights'>>,
    from: number,
    until: number,
    epsilon: number,
  ): void => {
    const { place, inputNorms } = layers[layer]!;
    const width = isBias ? 1 : place.inputs;
    const offset = isBias ? place.biases : place.weights;
    const source = isBias ? gradients.biases : gradients.weights!;
    const unitError = (roundOff * 2 * epsilon) / examples;
    const ones = Math.sqrt(examples);
    for (let unit = from; unit < until; unit++) {
      const error = unitError * gradients.responseNorms[unit - gradients.from]!;
      const row = offset + unit * width;
      for (let i = Math.max(row, first); i < Math.min(row + width, end); i++) {
        values[i - shard.start] = source[i - offset - gradients.from * width]! * 2 * epsilon;
        errors[i - shard.start] = error * (isBias ? ones : inputNorms[i - row]!);
      }
    }
  };

  const coordinateDifferences = async (
    shard: Shard,
    epsilon: number,
    signal?: AbortSignal,
  ): Promise<Differences> => {
    signal?.throwIfAborted();
    const size = shard.end - shard.start;
    const values = new Float64Array(size);
    const errors = new Float64Array(size);
    const crossed: number[] = [];
    const oneSided: OneSided[] = [];
    let evaluations = 0;
    const within = (coordinate: number, { start: first, end }: Segment) =>
      coordinate >= first && coordinate < end;
    const note = (segment: Segment, gradients: Pick<UnitGradients, 'crossed' | 'oneSided'>): void => {
      for (const coordinate of gradients.crossed) if (within(coordinate, segment)) crossed.push(coordinate);
      for (const { coordinate, lower, upper } of gradients.oneSided) {
        if (!within(coordinate, segment)) continue;
        oneSided.push({ coordinate, lower: lower * 2 * epsilon, upper: upper * 2 * epsilon });
      }
    };

    // everything is started before anything is awaited: a shard of biases finds the units of the shards before it
    const waiting = segmentsOf(layout, shard).map((segment) => {
      const { layer, isBias } = segment;
      const { place } = layers[layer]!;
      const width = isBias ? 1 : place.inputs;
      const offset = isBias ? place.biases : place.weights;
      const from = Math.floor((segment.start - offset) / width);
      const until = Math.ceil((segment.end - offset) / width);
      if (!isBias) {
        const computed = start({ layer, from, until }, epsilon, signal);
        return async () => {
          const gradients = await computed;
          evaluations += gradients.evaluations;
          fill(shard, values, errors, segment, { ...gradients, from }, from, until, epsilon);
          note(segment, gradients);
        };
      }
      const parts = coverUnits(known, { layer, from, until }, epsilon, (units) =>
        start(units, epsilon, signal),
      );
      return async () => {
        for (const part of parts) {
          const gradients = await part.known.biases;
          fill(shard, values, errors, segment, gradients, part.from, part.until, epsilon);
          const own = { ...segment, start: place.biases + part.from, end: place.biases + part.until };
          note(
            { ...own, start: Math.max(own.start, segment.start), end: Math.min(own.end, segment.end) },
            gradients,
          );
        }
      };
    });
    const ended = await Promise.allSettled(waiting.map((finish) => finish()));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    const byCoordinate = (a: number, b: number) => a - b;
    if (!network.finite) values.fill(NaN);
    return {
      values,
      roundOff: errors,
      evaluations,
      kinks: {
        coordinates: crossed.sort(byCoordinate),
        resolved: true,
        at,
        oneSided: oneSided.sort((a, b) => byCoordinate(a.coordinate, b.coordinate)),
      },
      nonFinite: null,
    };
  };

  return {
    parallel: runner.parallel,
    coordinateDifferences,
    directionalDifferences: (directions, epsilon, signal) =>
      directionalDifferences(problem, directions, epsilon, at, signal),
    dispose: runner.dispose,
  };
};

/** Runs of units that together hold `wanted`: those known already, and newly started ones for the rest. */
const coverUnits = (
  known: readonly KnownUnits[],
  { layer, from, until }: Units,
  epsilon: number,
  start: (units: Units) => unknown,
): { known: KnownUnits; from: number; until: number }[] => {
  const parts: { known: KnownUnits; from: number; until: number }[] = [];
  for (let unit = from; unit < until;) {
    const holds = (own: KnownUnits) =>
      own.layer === layer && own.epsilon === epsilon && own.from <= unit && unit < own.until;
    let found = known.find(holds);
    if (!found) {
      const after = known.filter((own) => own.layer === layer && own.epsilon === epsilon && own.from > unit);
      start({ layer, from: unit, until: after.reduce((least, own) => Math.min(least, own.from), until) });
      found = known.find(holds)!;
    }
    const end = Math.min(found.until, until);
    parts.push({ known: found, from: unit, until: end });
    unit = end;
  }
  return parts;
};
