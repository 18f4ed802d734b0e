import { type EngineDescription, isWhole, type Problem, type Run } from '@gradproof/core/fleet';
import { FleetError } from '../connection/fleet-error.ts';
import { decodeBaseline, type MeasuredBaseline } from '../schemas/baseline-result.ts';
import type { CheckResults } from '../schemas/check-results.ts';
import type { CheckSpec } from '../schemas/check-spec.ts';
import { runText } from '../schemas/jobs.ts';

/** Throws FleetError unless the shard lies in the vector (a run of whole blocks of it, where the problem is of layers), and the biases do. */
export const assertRunOf = ({ kind, layout }: Problem, run: Run): void => {
  const { shard, biases } = run;
  const { size } = layout;
  const fits = kind === 'layered' ? isWhole(layout, shard) : shard.end <= size;
  if (fits && (biases === null || biases.end <= size)) return;
  throw new FleetError(
    `There is no run of ${runText(run)} in a problem of ${size} parameters: the job is not one of this check.`,
  );
};

/** Throws FleetError when engine and check don't belong together: computing on would give other bits, or none. */
export const assertEngine = ({ engine, arithmetic }: CheckSpec, present: EngineDescription): void => {
  if (present.name !== engine)
    throw new FleetError(`The check wants the engine ${engine}; this worker has ${present.name}.`);
  if (present.arithmetic !== arithmetic)
    throw new FleetError(
      `The check wants the arithmetic ${arithmetic}; this worker computes with ${present.arithmetic}. Run the same version of gradproof and of Node everywhere.`,
    );
};

/** The baseline, when it and all runs are there. Throws FleetError when results are missing: then Redis has lost some. */
export const completeBaseline = ({ baseline, runs }: CheckResults, expected: number): MeasuredBaseline => {
  const computed = new Set(runs.map(({ run }) => run.shard.start)).size;
  if (computed !== expected)
    throw new FleetError(
      `${computed} of ${expected} runs have results: Redis has lost the others. Submit again.`,
    );
  if (baseline) return decodeBaseline(baseline);
  throw new FleetError('The job that evaluates J(θ) has no result: Redis has lost it. Submit again.');
};
