import { remedyOf } from '../contract/finding.ts';
import type { Remedy } from '../contract/remedy.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Circumstances } from './circumstances.ts';

type Known = Pick<Circumstances, 'cost' | 'epsilon' | 'coverage' | 'findings'>;

const ANOTHER_POINT: Remedy = { kind: 'another-point' };
const LARGER_THRESHOLD: Remedy = { kind: 'larger-threshold' };

const entryByEntry = (...coverages: readonly ('full' | 'sample')[]): Remedy => ({
  kind: 'coverage',
  coverages,
});

/** What makes the differences of a function more precise. */
const betterCost = ({ findings }: Pick<Circumstances, 'findings'>): Remedy =>
  remedyOf(findings) ?? { kind: 'precise-cost' };

/** A wrong gradient is mended in its code; where the cost isn't finite the point, or the step, is at fault. */
const whereIncorrect = (totals: Aggregate, judgements: Judgements, { cost, epsilon, coverage }: Known) => {
  const { nonFiniteCost, search, tensors } = totals;
  if (!Number.isFinite(cost) || tensors.some(({ nonFinite }) => nonFinite !== null)) return [];
  if (nonFiniteCost)
    return search ? [ANOTHER_POINT] : [{ kind: 'smaller-step' as const, below: epsilon }, ANOTHER_POINT];
  const isEndless = judgements.tensors.some(({ difference }) => !Number.isFinite(difference));
  return coverage.kind === 'probe' && isEndless ? [ANOTHER_POINT] : [];
};

/** By values along random directions. */
const whereProbed = ({ tensors }: Judgements): Remedy[] => {
  if (tensors.every(({ verdict }) => verdict === 'correct'))
    return [{ kind: 'searched-steps' }, { kind: 'precise-cost' }, ANOTHER_POINT, LARGER_THRESHOLD];
  return tensors.some(({ hindrance }) => hindrance === 'kinks')
    ? [entryByEntry('full', 'sample'), ANOTHER_POINT]
    : [{ kind: 'precise-cost' }, entryByEntry('full'), ANOTHER_POINT];
};

const whereInconclusive = (
  { search }: Aggregate,
  judgements: Judgements,
  { epsilon, coverage, findings }: Known,
): Remedy[] => {
  const { hindrance } = judgements;
  if (coverage.kind === 'probe' && (hindrance === 'kinks' || hindrance === 'round-off'))
    return whereProbed(judgements);
  switch (hindrance) {
    case 'kinks':
    case 'truncation':
      return [{ kind: 'smaller-step', below: epsilon }];
    case 'control':
      return [{ kind: 'textbook-method' }];
    case 'taylor':
      return [entryByEntry('full'), ANOTHER_POINT];
    case 'round-off':
    case null:
      if (search && search.rough.length > 0) return [{ kind: 'smoother-cost' }, ANOTHER_POINT];
      return search // searched steps are the best already
        ? [betterCost({ findings }), ANOTHER_POINT, LARGER_THRESHOLD]
        : [{ kind: 'larger-step', above: epsilon }, LARGER_THRESHOLD, { kind: 'precise-cost' }];
  }
};

/** What would make the check say more, the most promising first; none where the gradient's own code is to be looked at. */
export const remediesFor = (totals: Aggregate, judgements: Judgements, known: Known): readonly Remedy[] => {
  const { grad, gradapprox } = totals.overall;
  switch (judgements.verdict) {
    case 'incorrect':
      return whereIncorrect(totals, judgements, known);
    case 'inconclusive':
      return whereInconclusive(totals, judgements, known);
    case 'correct':
      return norm(grad) === 0 && norm(gradapprox) === 0 && known.coverage.kind !== 'probe'
        ? [ANOTHER_POINT]
        : [];
  }
};
