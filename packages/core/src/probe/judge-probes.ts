import type { Aggregate } from '../aggregate.ts';
import { norm } from '../norms/sum-of-squares.ts';
import { relativeDifference } from '../relative-difference.ts';
import { RESOLUTION, type Judgement, type Judgements } from '../verdict/judge.ts';
import type { ProbedTensor } from './probe-tensor.ts';

const judgeTensor = (
  { overall, tensors }: Aggregate,
  index: number,
  { found, failing, bound }: ProbedTensor,
): Judgement => {
  const totals = tensors[index]!;
  const difference = relativeDifference(totals);
  const own = norm(totals.grad) + norm(totals.gradapprox);
  const numericalError = bound / (own || norm(overall.grad) || 1);
  const judged = (verdict: Judgement['verdict'], hindrance: Judgement['hindrance'] = null): Judgement => ({
    verdict,
    difference,
    numericalError,
    hindrance,
  });
  if (!Number.isFinite(difference) || found.length > 0 || failing) return judged('incorrect');
  return numericalError <= RESOLUTION ? judged('correct') : judged('inconclusive', 'round-off');
};

/** A tensor is incorrect when an entry was found or probes still fail, inconclusive when its probes are too uncertain to show a mistake. */
export const judgeProbes = (totals: Aggregate, probed: readonly ProbedTensor[]): Judgements => {
  const tensors = probed.map((each, index) => judgeTensor(totals, index, each));
  const difference = relativeDifference(totals.overall);
  const scale = norm(totals.overall.grad) + norm(totals.overall.gradapprox);
  const numericalError = norm(totals.overall.knownError) / (scale || 1);
  const has = (verdict: Judgement['verdict']) => tensors.some((tensor) => tensor.verdict === verdict);
  const verdict = has('incorrect') ? 'incorrect' : has('inconclusive') ? 'inconclusive' : 'correct';
  return {
    verdict,
    difference,
    numericalError,
    hindrance: verdict === 'inconclusive' ? 'round-off' : null,
    tensors,
  };
};
