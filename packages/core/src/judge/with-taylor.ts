import type { Aggregate } from '../contract/sums.ts';
import { contradicts, type TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import { SHARED_BOUNDS } from '../numerics/safety-factors.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Judgements } from './judge.ts';

/** A Taylor remainder that falls with h alone contradicts a gradient found correct: then nothing is proved. */
export const withTaylor = (
  judgements: Judgements,
  { overall }: Aggregate,
  taylor: TaylorRemainder | null,
  threshold: number,
): Judgements => {
  if (judgements.verdict !== 'correct') return judgements;
  const allowed = threshold * (norm(overall.grad) + norm(overall.gradapprox)) + norm(overall.knownError);
  return contradicts(taylor, SHARED_BOUNDS * allowed)
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'taylor' }
    : judgements;
};
