import { coordinateName, type Layout } from '@gradproof/flatteners';
import type { Aggregate } from '../contract/sums.ts';
import { type Diagnosis, kindOf } from '../diagnose/diagnosis.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { type Counted, countWithFirst } from '../numerics/counted.ts';
import type { Circumstances } from './circumstances.ts';
import { explainProbed, explainUncertainProbes, PROBES_PASS } from './explain-probes.ts';
import { explainExcess, explainLimits, explainUnsettled } from './explain-limits.ts';
import type { CoverageReport } from './report.ts';

const list = (names: readonly string[]): string =>
  names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** At most this many coordinates are named in a sentence. */
const NAMED = 3;

const namedCoordinates = (layout: Layout, { count, first }: Counted<number>): string => {
  const names = first.slice(0, NAMED).map((coordinate) => coordinateName(layout, coordinate));
  const others = count - names.length;
  return others > 0 ? `${names.join(', ')} and ${others} more` : list(names);
};

/** Where to look: a mistake in the error that is passed back is not where the wrong gradients are computed. */
const whereToLook = (wrong: readonly string[], diagnoses: readonly (Diagnosis | null)[]): string => {
  for (const diagnosis of diagnoses) {
    const layer = diagnosis && kindOf(diagnosis).layer?.(diagnosis);
    if (layer) return `Look for the mistake where the backward propagation passes through layer ${layer}.`;
  }
  return `Look for the mistake where the backward propagation computes ${list(wrong)}.`;
};

const explainIncorrect = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  diagnoses: readonly (Diagnosis | null)[],
  { cost, coverage }: Pick<Circumstances, 'cost' | 'coverage'>,
): string => {
  const named = (tensor: number) => layout.tensors[tensor]!.name;
  const nonFinite = totals.tensors.flatMap((tensor, index) => (tensor.nonFinite ? [named(index)] : []));
  if (!Number.isFinite(cost))
    return `J(θ) is ${cost}: there is nothing to differentiate: check the cost function at these parameters.`;
  if (nonFinite.length > 0) {
    return `The gradient of ${list(nonFinite)} holds NaN or infinite entries: look for a division by zero, a log of zero or an overflow in the backward propagation.`;
  }
  if (coverage.kind === 'probe') return explainProbed(layout, totals, judgements, diagnoses);
  const wrong = judgements.tensors.flatMap(({ verdict }, index) =>
    verdict === 'incorrect' ? [named(index)] : [],
  );
  if (wrong.length === 0)
    return 'The gradient differs from the numerical gradient by more than rounding explains, spread over all tensors.';
  const right = judgements.tensors.length - wrong.length;
  const rest =
    right === 0
      ? ''
      : right === 1
        ? ' The other tensor shows no mistake.'
        : ` The other ${right} tensors show no mistake.`;
  return `The gradient of ${list(wrong)} is wrong: it differs from the numerical gradient by more than rounding explains. ${whereToLook(wrong, diagnoses)}${rest}`;
};

const contradiction = (layout: Layout, control: ControlResult | null): string =>
  `The checker contradicts itself: at ${namedCoordinates(layout, countWithFirst(control?.disagreeing ?? []))} the incremental method and the textbook formula differ by more than noise. This is a bug of gradproof: please report it with the problem.`;

/** Where J isn't finite, has kinks within the step, or is rough: what leaves a numerical gradient uncertain, by name. */
const explainWhere = (layout: Layout, totals: Aggregate): string =>
  [whereNonFinite(layout, totals), whereCrossed(layout, totals), whereRough(layout, totals)]
    .filter((sentence) => sentence !== null)
    .map((sentence) => ` ${sentence}`)
    .join('');

const whereNonFinite = (layout: Layout, { nonFiniteCost, search }: Aggregate): string | null => {
  if (!nonFiniteCost) return null;
  const { coordinate, side, cost } = nonFiniteCost;
  const moved = `${side === 'plus' ? 'added to' : 'taken from'} ${coordinateName(layout, coordinate)}`;
  return search
    ? `The cost is ${cost} however little is ${moved}: J isn't differentiable there.`
    : `The cost is ${cost} with ε ${moved}: a gradient can't be checked where the cost isn't finite.`;
};

const whereCrossed = (layout: Layout, { kinks, search }: Aggregate): string | null =>
  search === null && kinks.crossed.count > 0
    ? `Between θ − ε and θ + ε a unit crosses its kink for ${namedCoordinates(layout, kinks.crossed)}.`
    : null;

const whereRough = (layout: Layout, { search }: Aggregate): string | null =>
  search && search.rough.length > 0
    ? `No step shows a derivative along ${namedCoordinates(layout, countWithFirst(search.rough))}: J is too rough there.`
    : null;

const explainInconclusive = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  { control, coverage }: Pick<Circumstances, 'control' | 'coverage'>,
): string => {
  switch (judgements.hindrance) {
    case 'control':
      return contradiction(layout, control);
    case 'taylor':
      return 'Each coordinate that was differentiated agrees, but the Taylor remainder falls as if the gradient were wrong: another coordinate may be, or the cost keeps state.';
    default:
      return coverage.kind === 'probe'
        ? explainUncertainProbes(layout, totals, judgements)
        : `${explainUnsettled(layout, judgements)}${explainWhere(layout, totals)}`;
  }
};

const checkedText = (checked: number, coverage: CoverageReport): string => {
  if (coverage.kind === 'sample')
    return `the ${checked} coordinates that were drawn; the others were not looked at`;
  return checked === 1 ? 'its coordinate' : `all ${checked} coordinates`;
};

const explainCorrect = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  { threshold, coverage }: Pick<Circumstances, 'threshold' | 'coverage'>,
): string => {
  const isProbed = coverage.kind === 'probe';
  if (norms(totals) === 0 && !isProbed)
    return 'Both gradients are exactly zero: the cost does not depend on the parameters at this point.';
  const checked = totals.overall.coordinates;
  const caveat = explainExcess(layout, judgements, threshold);
  const { oneSided } = totals.kinks;
  const kinks =
    oneSided.count === 0
      ? ''
      : ` At ${namedCoordinates(layout, {
          ...oneSided,
          first: oneSided.first.map(({ coordinate }) => coordinate),
        })} ${totals.search || isProbed ? 'J has a kink (or jumps)' : 'a unit stands at its kink'}: the gradient there is one of those that J has nearby, or lies between them, as it may.`;
  if (isProbed) return `${PROBES_PASS}${caveat}${kinks}`;
  return `The gradient agrees with the numerical gradient at ${checkedText(checked, coverage)}.${explainLimits(layout, judgements)}${caveat}${kinks}`;
};

const norms = ({ overall }: Aggregate): number => overall.grad.high + overall.gradapprox.high;

/** One or two sentences: what the verdict means here, and what to do. */
export const explain = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  diagnoses: readonly (Diagnosis | null)[],
  circumstances: Circumstances,
): string => {
  switch (judgements.verdict) {
    case 'incorrect':
      return explainIncorrect(layout, totals, judgements, diagnoses, circumstances);
    case 'inconclusive':
      return explainInconclusive(layout, totals, judgements, circumstances);
    case 'correct':
      return explainCorrect(layout, totals, judgements, circumstances);
  }
};
