import type { CoordinateEntry } from '../contract/entries.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Judgement, Judgements } from './judge.ts';

/**
 * The worst entries that numerical error alone doesn't explain: one that is mere rounding says nothing of the step. Where none
 * is beyond it by itself, all of them.
 */
const evidence = ({ worst, ...totals }: TensorTotals, numericalError: number): readonly CoordinateEntry[] => {
  const explained = numericalError * (norm(totals.grad) + norm(totals.gradapprox));
  const beyond = worst.filter(({ grad, gradapprox }) => Math.abs(grad - gradapprox) > explained);
  return beyond.length === 0 ? worst : beyond;
};

const isWrong = ({ verdict, difference }: Judgement): boolean =>
  verdict === 'incorrect' && Number.isFinite(difference);

/** The entries whose truncation decides: the worst of each tensor found incorrect. */
export const entriesToRecheck = ({ tensors }: Aggregate, judgements: Judgements): CoordinateEntry[] =>
  isWrong(judgements)
    ? judgements.tensors.flatMap((judgement, index) =>
        isWrong(judgement) ? [...evidence(tensors[index]!, judgement.numericalError)] : [],
      )
    : [];

/** What a sum of squares keeps of the largest of them when it is taken out again. */
const SUBTRACTED = 1e-14;

/** ‖grad − gradapprox‖ without these entries. */
const restOf = ({ residual }: TensorTotals, entries: readonly CoordinateEntry[]): number => {
  const whole = norm(residual);
  const squares = entries.reduce((sum, { grad, gradapprox }) => sum + ((grad - gradapprox) / whole) ** 2, 0);
  return whole * Math.sqrt(Math.max(1 - squares, SUBTRACTED));
};

/** The tensor again, without the entries that move with the step by as much as they are off. */
const clearTensor = (
  judgement: Judgement,
  totals: TensorTotals,
  isTruncation: (entry: CoordinateEntry) => boolean,
  threshold: number,
): Judgement => {
  if (!isWrong(judgement)) return judgement;
  const { numericalError } = judgement;
  const worst = evidence(totals, numericalError);
  if (worst.length === 0) return judgement;
  const cleared = worst.filter(isTruncation);
  const allowed = (threshold + numericalError) * (norm(totals.grad) + norm(totals.gradapprox));
  const isCleared = cleared.length === worst.length || restOf(totals, cleared) <= allowed;
  return isCleared ? { ...judgement, verdict: 'inconclusive', hindrance: 'truncation' } : judgement;
};

/**
 * Where a shorter step moves all of a tensor's worst entries by as much as they are off (those that rounding explains aside), or all but what
 * the threshold allows, the step is too large to call the tensor wrong: it becomes inconclusive. truncations: of `entriesToRecheck`.
 */
export const clearTruncated = (
  totals: Aggregate,
  judgements: Judgements,
  truncations: ReadonlyMap<number, number>,
  threshold: number,
): Judgements => {
  if (!isWrong(judgements)) return judgements;
  const isTruncation = ({ coordinate, grad, gradapprox }: CoordinateEntry): boolean =>
    Math.abs(grad - gradapprox) <= truncations.get(coordinate)!;
  const tensors = judgements.tensors.map((judgement, index) =>
    clearTensor(judgement, totals.tensors[index]!, isTruncation, threshold),
  );
  const cleared = tensors.some(({ hindrance }) => hindrance === 'truncation');
  const wrong = tensors.some(({ verdict }) => verdict === 'incorrect');
  return cleared && !wrong
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'truncation', tensors }
    : { ...judgements, tensors };
};
