import type { Layout } from '@gradproof/flatteners';
import { aggregate } from '../compare/aggregate.ts';
import { checkShard } from '../compare/compare-shard.ts';
import { gatheredLayout, gatherEvaluator } from '../compare/gather.ts';
import { nonFiniteIn } from '../compare/non-finite-entries.ts';
import { scatter } from '../compare/scatter.ts';
import type { Evaluator } from '../contract/engine.ts';
import { planShards } from '../contract/shards.ts';
import type { Aggregate } from '../contract/sums.ts';
import { gradapproxOf } from '../diagnose/diagnose-all.ts';
import type { DrawnTensor } from '../diagnose/diagnose-sample.ts';
import { sampleCoordinates } from '../differentiate/control/sample-coordinates.ts';
import { createRandom } from '../numerics/random.ts';

/** What is sampled. */
export interface SampledCheck {
  readonly evaluator: Evaluator;
  readonly layout: Layout;
  readonly theta: Float64Array;
  readonly grad: Float64Array;
  readonly epsilon: number;
  /** The largest difference that is called correct. */
  readonly threshold: number;
  readonly seed: number;
  /** How many coordinates. */
  readonly coordinates: number;
  /** The control's coordinates, which are among them. */
  readonly control: readonly number[];
  readonly onChecked: (coordinates: number) => void;
}

/** Coordinates differentiated between two reports of progress. */
const AT_A_TIME = 1024;

/**
 * Checks a seeded sample of the coordinates, from one tensor after the other, as if they were all; what was `drawn` by tensor is for the
 * diagnosis. Entries of the gradient that aren't finite are seen wherever they are.
 */
export const compareSample = async (
  { evaluator, layout, theta, grad, epsilon, threshold, seed, coordinates, control, onChecked }: SampledCheck,
  signal: AbortSignal | undefined,
): Promise<{ readonly totals: Aggregate; readonly drawn: readonly DrawnTensor[] }> => {
  const drawn = sampleCoordinates(layout, coordinates, createRandom(seed));
  const bad = layout.tensors.map(({ offset, size }) =>
    nonFiniteIn(grad, { start: offset, end: offset + size }),
  );
  const sample = [...new Set([...drawn, ...control, ...bad.flatMap((entries) => entries?.first ?? [])])].sort(
    (a, b) => a - b,
  );
  const { gathered, tensors } = gatheredLayout(layout, sample);
  const pick = (values: Float64Array) => Float64Array.from(sample, (coordinate) => values[coordinate]!);
  const place = new Map(sample.map((coordinate, k) => [coordinate, k]));
  const shardCheck = {
    layout: gathered,
    theta: pick(theta),
    grad: pick(grad),
    epsilon,
    threshold,
    sample: control.map((coordinate) => place.get(coordinate)!),
  };
  const gatheredEvaluator = gatherEvaluator(evaluator, sample);
  const results = [];
  for (const shard of planShards(gathered, AT_A_TIME)) {
    results.push(await checkShard(gatheredEvaluator, shard, shardCheck, signal));
    onChecked(shard.end - shard.start);
  }
  const all = aggregate(gathered, results);
  const scattered = scatter(layout, sample, tensors, all);
  return {
    totals: {
      ...scattered,
      tensors: scattered.tensors.map((tensorTotals, tensor) => ({
        ...tensorTotals,
        nonFinite: bad[tensor]!,
      })),
    },
    drawn: layout.tensors.map((_, tensor): DrawnTensor => {
      const slot = gathered.tensors[tensors.indexOf(tensor)];
      if (!slot) return { coordinates: [], gradapprox: new Float64Array() };
      const coordinates = sample.slice(slot.offset, slot.offset + slot.size);
      return { coordinates, gradapprox: gradapproxOf(slot, shardCheck.grad, all.suspects) };
    }),
  };
};
