import type { Differences, Evaluator } from '../../contract/engine.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/shards.ts';
import { createDirectionalDifferences } from './directional-differences.ts';
import { createKnownUnits } from './known-units.ts';
import { segmentsOf, type Segment } from './segments.ts';
import { createShardDifferences, type ShardDifferences } from './shard-differences.ts';
import type { DifferentiatedNetwork, UnitRunner } from './units.ts';

/** The incremental method's differences: gradapprox by units, times 2ε. Biases come with the units of their weights. */
export const createIncrementalEvaluator = (
  problem: LayeredProblem,
  network: DifferentiatedNetwork,
  runner: UnitRunner,
): Evaluator => {
  const { layers } = network;
  const units = createKnownUnits(runner);

  /** Starts what a segment needs at once; what it returns waits for it and fills it in. */
  const start = (segment: Segment, epsilon: number, signal?: AbortSignal) => {
    if (!segment.isBias) {
      const run = units.compute(segment.units, epsilon, signal);
      return async ({ take }: ShardDifferences) => {
        const own = await run;
        take(segment, own, own.from, own.until);
      };
    }
    const parts = units.biasesOf(segment.units, epsilon, signal);
    return async ({ take }: ShardDifferences) => {
      for (const { run, from, until } of parts) take(segment, await run, from, until);
    };
  };

  const coordinateDifferences = async (
    shard: Shard,
    epsilon: number,
    signal?: AbortSignal,
  ): Promise<Differences> => {
    signal?.throwIfAborted();
    const differences = createShardDifferences(network, shard, epsilon);
    // everything is started before anything is awaited: a shard of biases finds the units of the shards before it
    const started = segmentsOf(problem.layout, layers, shard).map((segment) =>
      start(segment, epsilon, signal),
    );
    const ended = await Promise.allSettled(started.map((fillIn) => fillIn(differences)));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return differences.finish();
  };

  return {
    parallel: runner.parallel,
    coordinateDifferences,
    directionalDifferences: createDirectionalDifferences(
      problem,
      layers.reduce((sum, { atKink }) => sum + atKink.length, 0),
    ),
    dispose: runner.dispose,
  };
};
