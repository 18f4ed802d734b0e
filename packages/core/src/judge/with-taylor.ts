import type { Aggregate } from '../contract/sums.ts';
import { contradicts, type TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Judgements } from './judge.ts';

/** Room for bounds that the entries' errors share. */
const MARGIN = 4;

/** A Taylor remainder that falls with h alone speaks against a gradient found correct: then nothing is proved. */
export const withTaylor = (
  judgements: Judgements,
  { overall }: Aggregate,
  taylor: TaylorRemainder | null,
  threshold: number,
): Judgements => {
  if (judgements.verdict !== 'correct') return judgements;
  const allowed = threshold * (norm(overall.grad) + norm(overall.gradapprox)) + norm(overall.knownError);
  return contradicts(taylor, MARGIN * allowed)
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'taylor' }
    : judgements;
};
