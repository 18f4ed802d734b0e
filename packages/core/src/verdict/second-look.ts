import type { Aggregate, TensorTotals } from '../aggregate.ts';
import { centralDifference } from '../central-difference.ts';
import type { Evaluator } from '../engine.ts';
import { norm } from '../norms/sum-of-squares.ts';
import type { CoordinateEntry } from '../worst-entries.ts';
import type { Judgement, Judgements } from './judge.ts';

/** Richardson: with an error of order ε², D(ε) − D(ε/2) is ¾ of the error of D(ε). */
const RICHARDSON = 4 / 3;
/** Room for the higher orders. */
const MARGIN = 2;

/** The largest truncation of gradapprox that differentiating with half the step allows for; none at a kink, which has its own bounds. */
export const truncationOf = async (
  evaluator: Evaluator,
  { coordinate, gradapprox }: Pick<CoordinateEntry, 'coordinate' | 'gradapprox'>,
  epsilon: number,
  signal: AbortSignal | undefined,
): Promise<number> => {
  const shard = { start: coordinate, end: coordinate + 1 };
  const { values, kinks } = await evaluator.coordinateDifferences(shard, epsilon / 2, signal);
  if (kinks.oneSided.length > 0) return 0;
  return MARGIN * RICHARDSON * Math.abs(gradapprox - centralDifference(values, epsilon / 2)[0]!);
};

/** The worst entries that numerical error alone doesn't explain: one that is mere rounding speaks neither for a mistake nor against. */
const evidence = ({ worst, ...totals }: TensorTotals, numericalError: number): CoordinateEntry[] => {
  const explained = numericalError * (norm(totals.grad) + norm(totals.gradapprox));
  return worst.filter(({ grad, gradapprox }) => Math.abs(grad - gradapprox) > explained);
};

const lookAgain = async (
  judgement: Judgement,
  totals: TensorTotals,
  isTruncation: (entry: CoordinateEntry) => Promise<boolean>,
): Promise<Judgement> => {
  if (judgement.verdict !== 'incorrect' || !Number.isFinite(judgement.difference)) return judgement;
  const worst = evidence(totals, judgement.numericalError);
  if (worst.length === 0) return judgement;
  for (const entry of worst) if (!(await isTruncation(entry))) return judgement;
  return { ...judgement, verdict: 'inconclusive', hindrance: 'truncation' };
};

/**
 * Looks at the worst entries of each tensor found incorrect once more, with half the step. Where all of them (those that
 * rounding explains aside) move by as much as they are off, the step is too large to call the tensor wrong: it becomes
 * inconclusive.
 */
export const secondLook = async (
  evaluator: Evaluator,
  totals: Aggregate,
  judgements: Judgements,
  epsilon: number,
  signal?: AbortSignal,
): Promise<Judgements> => {
  if (judgements.verdict !== 'incorrect' || !Number.isFinite(judgements.difference)) return judgements;
  const tensors: Judgement[] = [];
  for (const [index, judgement] of judgements.tensors.entries()) {
    // true when gradapprox moves with the step by as much as it differs from grad: truncation (or a hidden kink) explains it
    const isTruncation = async (entry: CoordinateEntry) =>
      Math.abs(entry.grad - entry.gradapprox) <= (await truncationOf(evaluator, entry, epsilon, signal));
    tensors.push(await lookAgain(judgement, totals.tensors[index]!, isTruncation));
  }
  const cleared = tensors.some(({ hindrance }) => hindrance === 'truncation');
  const wrong = tensors.some(({ verdict }) => verdict === 'incorrect');
  return cleared && !wrong
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'truncation', tensors }
    : { ...judgements, tensors };
};
