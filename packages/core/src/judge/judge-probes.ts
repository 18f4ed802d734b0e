import type { Aggregate } from '../contract/sums.ts';
import { relativeDifference } from '../numerics/relative-difference.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import { type Judgement, type Judgements, RESOLUTION } from './judge.ts';

/** What probes showed of a tensor. */
export interface ProbeOutcome {
  /** Entries that were found wrong by themselves. */
  readonly wrongEntries: readonly unknown[];
  /** Whether more is wrong than the entries found, or it is wrong as a whole. */
  readonly failing: boolean;
  /** What was met along the last probes; null where J has one slope along each. */
  readonly obstacle: 'kink' | 'jump' | 'rough' | 'non-finite' | null;
  /** The largest bound of the probes. */
  readonly bound: number;
}

const judgeTensor = (
  { overall, tensors }: Aggregate,
  index: number,
  { wrongEntries, failing, obstacle, bound }: ProbeOutcome,
  negligible: number,
): Judgement => {
  const totals = tensors[index]!;
  const difference = relativeDifference(totals);
  const scale = norm(totals.grad) + norm(totals.gradapprox);
  const numericalError = bound / (scale || norm(overall.grad) || 1);
  const judged = (verdict: Judgement['verdict'], hindrance: Judgement['hindrance'] = null): Judgement => ({
    verdict,
    difference,
    numericalError,
    hindrance,
  });
  if (!Number.isFinite(difference) || wrongEntries.length > 0) return judged('incorrect');
  if (failing) return obstacle === null ? judged('incorrect') : judged('inconclusive', 'kinks'); // kinks of either sign may add up to anything
  if (norm(totals.grad) <= negligible) return { ...judged('correct'), isZero: true };
  if (numericalError <= RESOLUTION) return judged('correct');
  return judged('inconclusive', obstacle === null ? 'round-off' : 'kinks');
};

/** What gradients are judged by. */
export interface ProbeTolerance {
  readonly threshold: number;
  /** A gradient up to this norm is 0 to round-off. */
  readonly negligible: number;
  /** What it is called when the slopes' errors leave more than the threshold. */
  readonly hindrance: 'round-off' | 'truncation';
}

/**
 * A tensor is incorrect when an entry was found or probes still fail, inconclusive when its probes are too uncertain to show a mistake, or J
 * has kinks along them. Overall, correct is only what lies within the threshold.
 */
export const judgeProbes = (
  totals: Aggregate,
  probed: readonly ProbeOutcome[],
  { threshold, negligible, hindrance }: ProbeTolerance,
): Judgements => {
  const tensors = probed.map((outcome, index) => judgeTensor(totals, index, outcome, negligible));
  const difference = relativeDifference(totals.overall);
  const scale = norm(totals.overall.grad) + norm(totals.overall.gradapprox);
  const numericalError = norm(totals.overall.knownError) / (scale || 1);
  const has = (verdict: Judgement['verdict']) => tensors.some((tensor) => tensor.verdict === verdict);
  const judged = (verdict: Judgement['verdict'], hindrance: Judgement['hindrance'] = null): Judgements => ({
    verdict,
    difference,
    numericalError,
    hindrance,
    tensors,
  });
  if (has('incorrect')) return judged('incorrect');
  if (has('inconclusive'))
    return judged(
      'inconclusive',
      tensors.find((tensor) => tensor.hindrance !== null)?.hindrance ?? hindrance,
    );
  const isWithin = difference <= threshold || norm(totals.overall.grad) <= negligible;
  return isWithin ? judged('correct') : judged('inconclusive', hindrance);
};
