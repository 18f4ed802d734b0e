import type { Derivatives, Evaluator } from '../../contract/engine.ts';
import { isWhole, type Shard } from '../../contract/shards.ts';
import { compareDerivatives, type ShardCheck, type ShardResult } from '../compare-shard.ts';

/** What is computed together: a shard, and the biases of the units whose rows of weights end in it, where those are in no shard. */
export interface Run {
  /** Whole blocks; of a function whose cost takes long, any coordinates. */
  readonly shard: Shard;
  readonly biases: Shard | null;
}

/** Derivatives of J by some coordinates. */
export interface PartialDerivatives {
  readonly shard: Shard;
  readonly derivatives: Derivatives;
}

/** What one run contributes to a check. Computed twice it is the same, to the last bit. */
export interface RunResult {
  /** Null when the shard begins or ends within a block. */
  readonly result: ShardResult | null;
  /** Not compared yet, since their blocks may be spread over several runs: biases, or all of such a shard. */
  readonly parts: readonly PartialDerivatives[];
}

/** How many coordinates the run differentiates. */
export const coordinatesOf = ({ shard, biases }: Run): number =>
  shard.end - shard.start + (biases ? biases.end - biases.start : 0);

/** Differentiates J over the run: the biases come after their units, of which the evaluator knows them then. */
export const differentiateRun = async (
  evaluator: Evaluator,
  { shard, biases }: Run,
  epsilon: number,
  signal?: AbortSignal,
): Promise<{ readonly derivatives: Derivatives; readonly biases: PartialDerivatives | null }> => {
  const derivatives = await evaluator.derivatives(shard, epsilon, signal);
  if (biases === null) return { derivatives, biases };
  const ofBiases = await evaluator.derivatives(biases, epsilon, signal);
  return { derivatives, biases: { shard: biases, derivatives: ofBiases } };
};

/**
 * Differentiates J over the run, and compares the shard where it is whole blocks.
 *
 * @param evaluator What differentiates J.
 * @param run The shard, and the biases that come with it.
 * @param check The gradient to be checked, and what its comparison needs.
 * @param signal Ends the run early.
 * @returns The comparison of the shard, and the derivatives that completeResults compares once all runs have ended.
 * @throws What the evaluator throws; the signal's reason.
 */
export const checkRun = async (
  evaluator: Evaluator,
  run: Run,
  check: ShardCheck,
  signal?: AbortSignal,
): Promise<RunResult> => {
  const { shard } = run;
  const { derivatives, biases } = await differentiateRun(evaluator, run, check.epsilon, signal);
  const parts = biases ? [biases] : [];
  if (!isWhole(check.layout, shard)) return { result: null, parts: [{ shard, derivatives }, ...parts] };
  return { result: compareDerivatives(derivatives, shard, check), parts };
};
