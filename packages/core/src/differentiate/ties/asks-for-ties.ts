import type { TieQuestion } from './question.ts';

/**
 * Whether a claim has to be tested for ties: more than one coordinate has a kink, or a claim isn't its coordinate's slope though J is
 * smooth along it (which others may hide: a median, max(x, y) − max(x, z)). Else each coordinate's own interval decides.
 */
export const asksForTies = ({
  claim,
  claimError,
  left,
  right,
  slopeError,
}: Pick<TieQuestion, 'claim' | 'claimError' | 'left' | 'right' | 'slopeError'>): boolean => {
  let kinks = 0;
  for (let i = 0; i < claim.length; i++) {
    const [low, high] = [Math.min(left[i]!, right[i]!), Math.max(left[i]!, right[i]!)];
    if (high - low > 2 * slopeError[i]!) kinks++;
    else if (Math.max(low - claim[i]!, claim[i]! - high) > slopeError[i]! + claimError[i]!) return true;
  }
  return kinks > 1;
};
