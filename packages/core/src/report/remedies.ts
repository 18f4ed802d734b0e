import { remedyOf } from '../contract/finding.ts';
import type { Remedy } from '../contract/remedy.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Hindrance, Judgements } from '../judge/judge-evidence.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Circumstances } from './circumstances.ts';

type Known = Pick<Circumstances, 'epsilon' | 'coverage' | 'findings'>;

const ANOTHER_POINT: Remedy = { kind: 'another-point' };

const entryByEntry = (...coverages: readonly ('full' | 'sample')[]): Remedy => ({
  kind: 'coverage',
  coverages,
});

/** What makes the differences of a function more precise. */
const betterCost = ({ findings }: Pick<Circumstances, 'findings'>): Remedy =>
  remedyOf(findings) ?? { kind: 'precise-cost' };

/** The threshold at which the tensors that are unsettled would be settled; null where an error as large as they are could pass. */
const settlingThreshold = ({ tensors }: Judgements): Remedy[] => {
  const parts = tensors.flatMap(({ verdict, uncertainty, numerical }) =>
    verdict === 'inconclusive' ? [uncertainty / numerical] : [],
  );
  const part = Math.max(...parts);
  return part < 1 ? [{ kind: 'larger-threshold', above: roundedUp(part) }] : [];
};

/** The number of two digits that is next above. */
const roundedUp = (value: number): number => {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
};

/** A cost of few digits keeps more of them where its examples' losses are added up in float64. */
const summedLosses = ({ findings }: Pick<Circumstances, 'findings'>): Remedy[] =>
  findings.some(({ kind }) => kind === 'low-precision') ? [{ kind: 'losses' }] : [];

/** What settles a tensor whose uncertainty comes from the step, the noise of J, or kinks. */
const forNumericalGradient = (
  { search }: Aggregate,
  hindrance: Hindrance | null,
  { epsilon, coverage, findings }: Known,
): Remedy[] => {
  if (coverage.kind === 'probe')
    return hindrance === 'kinks'
      ? [entryByEntry('full', 'sample'), ANOTHER_POINT]
      : [{ kind: 'precise-cost' }, entryByEntry('full'), ANOTHER_POINT];
  if (search && search.rough.length > 0) return [{ kind: 'smoother-cost' }, ANOTHER_POINT];
  if (search) return [betterCost({ findings }), ...summedLosses({ findings }), ANOTHER_POINT]; // searched steps are the best already
  return hindrance === 'round-off'
    ? [{ kind: 'larger-step', above: epsilon }, { kind: 'precise-cost' }]
    : [{ kind: 'smaller-step', below: epsilon }];
};

/** Where J isn't finite beside θ the point is at fault, or a step that is given. */
const whereNonFinite = ({ nonFiniteCost, search }: Aggregate, { epsilon }: Known): Remedy[] => {
  if (!nonFiniteCost) return [];
  return search ? [ANOTHER_POINT] : [{ kind: 'smaller-step', below: epsilon }, ANOTHER_POINT];
};

const whereInconclusive = (totals: Aggregate, judgements: Judgements, known: Known): Remedy[] => {
  const { hindrance } = judgements;
  const nonFinite = whereNonFinite(totals, known);
  if (nonFinite.length > 0) return nonFinite;
  switch (hindrance) {
    case 'control':
      return [{ kind: 'textbook-method' }];
    case 'taylor':
      return [entryByEntry('full'), ANOTHER_POINT];
    case 'precision':
      return [{ kind: 'precise-gradient' }, ...settlingThreshold(judgements)];
    case 'ties':
    case 'zero':
      return [ANOTHER_POINT];
    case 'kinks':
    case 'truncation':
    case 'round-off':
    case null:
      return [...forNumericalGradient(totals, hindrance, known), ...settlingThreshold(judgements)];
  }
};

/** What would make the check say more, the most promising first; none where the gradient's own code is to be looked at. */
export const remediesFor = (totals: Aggregate, judgements: Judgements, known: Known): readonly Remedy[] => {
  const { grad, gradapprox } = totals.overall;
  switch (judgements.verdict) {
    case 'incorrect':
      return []; // it is mended in its own code
    case 'inconclusive':
      return whereInconclusive(totals, judgements, known);
    case 'correct':
      return norm(grad) === 0 && norm(gradapprox) === 0 && known.coverage.kind !== 'probe'
        ? [ANOTHER_POINT]
        : [];
  }
};
