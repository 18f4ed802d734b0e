import type { Aggregate } from '../contract/sums.ts';
import type { TensorTotals } from '../contract/sums.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { CoordinateEntry } from '../contract/entries.ts';
import type { Judgement, Judgements } from './judge.ts';
import type { TruncationAt } from '../differentiate/control/truncation.ts';

/**
 * The worst entries that numerical error alone doesn't explain: one that is mere rounding speaks neither for a mistake nor against. Where none
 * is beyond it by itself, all of them.
 */
const evidence = ({ worst, ...totals }: TensorTotals, numericalError: number): readonly CoordinateEntry[] => {
  const explained = numericalError * (norm(totals.grad) + norm(totals.gradapprox));
  const beyond = worst.filter(({ grad, gradapprox }) => Math.abs(grad - gradapprox) > explained);
  return beyond.length === 0 ? worst : beyond;
};

/** What a sum of squares keeps of the largest of them when it is taken out again. */
const SUBTRACTED = 1e-14;

/** ‖grad − gradapprox‖ without these entries. */
const restOf = ({ residual }: TensorTotals, entries: readonly CoordinateEntry[]): number => {
  const whole = norm(residual);
  const squares = entries.reduce((sum, { grad, gradapprox }) => sum + ((grad - gradapprox) / whole) ** 2, 0);
  return whole * Math.sqrt(Math.max(1 - squares, SUBTRACTED));
};

const lookAgain = async (
  judgement: Judgement,
  totals: TensorTotals,
  isTruncation: (entry: CoordinateEntry) => Promise<boolean>,
  threshold: number,
): Promise<Judgement> => {
  const { verdict, difference, numericalError } = judgement;
  if (verdict !== 'incorrect' || !Number.isFinite(difference)) return judgement;
  const worst = evidence(totals, numericalError);
  if (worst.length === 0) return judgement;
  const cleared: CoordinateEntry[] = [];
  for (const entry of worst) if (await isTruncation(entry)) cleared.push(entry);
  const allowed = (threshold + numericalError) * (norm(totals.grad) + norm(totals.gradapprox));
  const isCleared = cleared.length === worst.length || restOf(totals, cleared) <= allowed;
  return isCleared ? { ...judgement, verdict: 'inconclusive', hindrance: 'truncation' } : judgement;
};

/**
 * Looks at the worst entries of each tensor found incorrect once more, with a shorter step. Where all of them (those that
 * rounding explains aside) move by as much as they are off, or all but what the threshold allows, the step is too large to call the tensor
 * wrong: it becomes inconclusive.
 */
export const secondLook = async (
  totals: Aggregate,
  judgements: Judgements,
  truncationAt: TruncationAt,
  threshold: number,
): Promise<Judgements> => {
  if (judgements.verdict !== 'incorrect' || !Number.isFinite(judgements.difference)) return judgements;
  const tensors: Judgement[] = [];
  for (const [index, judgement] of judgements.tensors.entries()) {
    // true when gradapprox moves with the step by as much as it differs from grad: truncation (or a hidden kink) explains it
    const isTruncation = async (entry: CoordinateEntry) =>
      Math.abs(entry.grad - entry.gradapprox) <= (await truncationAt(entry));
    tensors.push(await lookAgain(judgement, totals.tensors[index]!, isTruncation, threshold));
  }
  const cleared = tensors.some(({ hindrance }) => hindrance === 'truncation');
  const wrong = tensors.some(({ verdict }) => verdict === 'incorrect');
  return cleared && !wrong
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'truncation', tensors }
    : { ...judgements, tensors };
};
