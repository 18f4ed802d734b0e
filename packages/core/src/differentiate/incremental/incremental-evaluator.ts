import type { Derivatives, Evaluator } from '../../contract/engine.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/shards.ts';
import { createDirectionalDerivatives } from './directional-derivatives.ts';
import { createKnownUnits } from './known-units.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { createShardDerivatives, type ShardDerivatives } from './shard-derivatives.ts';
import type { DifferentiatedNetwork, UnitRunner } from './units.ts';

/**
 * The incremental method: gradapprox by units. Biases come with the units of their weights.
 *
 * @param problem The layered network, its parameters and its examples.
 * @param network What is known of the network after its forward pass.
 * @param runner Differentiates runs of units; disposed of with the evaluator.
 * @returns The evaluator. What the runner throws its promises reject with.
 */
export const createIncrementalEvaluator = (
  problem: LayeredProblem,
  network: DifferentiatedNetwork,
  runner: UnitRunner,
): Evaluator => {
  const { layers } = network;
  const units = createKnownUnits(runner);

  /** Starts the runs that a segment needs; the function that it returns awaits them and fills them in. */
  const start = (segment: Segment, epsilon: number, signal?: AbortSignal) => {
    if (!segment.isBias) {
      const run = units.compute(segment.units, epsilon, signal);
      return async ({ take }: ShardDerivatives) => {
        const whole = await run;
        take(segment, whole, whole.from, whole.until);
      };
    }
    const parts = units.biasesOf(segment.units, epsilon, signal);
    return async ({ take }: ShardDerivatives) => {
      for (const { run, from, until } of parts) take(segment, await run, from, until);
    };
  };

  const derivatives = async (shard: Shard, epsilon: number, signal?: AbortSignal): Promise<Derivatives> => {
    signal?.throwIfAborted();
    const filled = createShardDerivatives(network, shard);
    // all runs are started before the first is awaited: a shard of biases uses the units of the shards before it
    const started = segmentsOf(problem.layout, layers, shard).map((segment) =>
      start(segment, epsilon, signal),
    );
    const ended = await Promise.allSettled(started.map((fillIn) => fillIn(filled)));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return filled.finish();
  };

  return {
    parallel: runner.parallel,
    derivatives,
    directionalDerivatives: createDirectionalDerivatives(
      problem,
      layers.reduce((sum, { atKink }) => sum + atKink.length, 0),
    ),
    dispose: runner.dispose,
  };
};
