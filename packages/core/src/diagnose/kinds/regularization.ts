import { multiIndex } from '@gradproof/flatteners';
import { innerProduct } from '../../numerics/direction.ts';
import { factorOf } from '../../numerics/vectors.ts';
import {
  allowedResidual,
  explains,
  isWhole,
  type SuspectTensor,
  weightyEntries,
} from '../evidence/suspect-tensor.ts';
import { agreesAlong, discrepanciesAlong, isSupportedAlong } from '../evidence/tensor-along.ts';
import { isLevel } from '../evidence/is-level.ts';
import { gradientName, indexText, numberInWords } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad − gradapprox is a multiple of the parameter itself: the gradient of an L2 term. */
export interface RegularizationDiagnosis extends DiagnosisBase {
  readonly kind: 'regularization';
  /** (grad − gradapprox) / θ. */
  readonly coefficient: number;
  /** λ of an L2 term λ/2m·‖θ‖² that the gradient has more (or, below 0, less) than the cost; null where m isn't known. */
  readonly lambda: number | null;
  /** The one entry where it isn't so, as of an intercept that is not regularized; absent where it is so everywhere. */
  readonly except?: readonly number[];
}

/** The relative difference up to which a coefficient equals a known one. */
const RELATIVE = 1e-3;

/** The L2 terms of cost and gradient differ. A coefficient fitted to a single entry explains nothing, unless it is made of the cost's own. */
export const regularization: DiagnosisKind<RegularizationDiagnosis> = {
  kind: 'regularization',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => {
    const { theta, gradapprox, residual } = tensor;
    const coefficient = factorOf(residual, theta);
    const term = theta.map((parameter) => coefficient * parameter);
    const explained = gradapprox.map((a, i) => a + term[i]!);
    if (!explains(tensor, explained)) return exceptOne(tensor);
    return diagnosisOf(tensor, coefficient, weightyEntries(tensor, term) >= 2);
  },
  /** (grad·v − slope) = c·θ·v, c by least squares. */
  explainAlong: (tensor) => {
    const { directions, grad, theta } = tensor;
    const terms = directions.map(({ direction }) => innerProduct(theta, direction));
    const size = Math.hypot(...terms);
    const coefficient = discrepanciesAlong(tensor).reduce(
      (sum, discrepancy, k) => sum + (discrepancy / size) * (terms[k]! / size),
      0,
    );
    const term = theta.map((parameter) => coefficient * parameter);
    const gradapprox = grad.map((g, i) => g - term[i]!);
    if (!agreesAlong(tensor, gradapprox)) return null;
    const diagnosis = diagnosisOf(tensor, coefficient, isSupportedAlong(tensor, term));
    return diagnosis && { diagnosis, gradapprox };
  },
  operation: () => 'regularization',
};

/** So many entries, at least, on which the multiple must rest where one is left out: it is chosen, too. */
const LEAST_BUT_ONE = 3;

/** A multiple of θ in all entries but one, which is right. */
const exceptOne = (tensor: SuspectTensor): RegularizationDiagnosis | null => {
  const { shape, theta, gradapprox, residual, norms } = tensor;
  if (!isWhole(tensor)) return null;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  const right = Array.from(residual.keys()).filter(
    (at) => Math.abs(residual[at]!) <= allowed && theta[at] !== 0,
  );
  const [place] = right;
  if (place === undefined || right.length > 1) return null;
  const but = theta.slice();
  but[place] = 0;
  const coefficient = factorOf(residual, but);
  const term = but.map((parameter) => coefficient * parameter);
  if (weightyEntries(tensor, term) < LEAST_BUT_ONE) return null;
  const explained = gradapprox.map((a, i) => a + term[i]!);
  if (!explains(tensor, explained)) return null;
  const diagnosis = diagnosisOf(tensor, coefficient, true);
  if (diagnosis === null) return null;
  const except = multiIndex(shape, place);
  const message = `${diagnosis.message}; but for entry ${indexText(except)}, which is right`;
  return { ...diagnosis, message, except };
};

/** Null for a multiple fitted to one entry that isn't made of the cost's own. */
const diagnosisOf = (
  tensor: Pick<SuspectTensor, 'name' | 'place' | 'theta'>,
  coefficient: number,
  isSupported: boolean,
): RegularizationDiagnosis | null => {
  const { name, place } = tensor;
  const isKnown = knownCoefficients(tensor).some((known) => isNear(coefficient, known));
  if (!isKnown && !isSupported) return null;
  const lambda = place === null ? null : coefficient * place.examples;
  return {
    kind: 'regularization',
    message: `${gradientName(name)} differs from the numerical gradient by ${numberInWords(coefficient)} times ${name}: ${meaningOf(tensor, coefficient, lambda)}`,
    coefficient,
    lambda,
  };
};

/** Coefficients that mistakes with the cost's own term give: the term missing, added twice, without its 1/m or with ½ of it; on biases λ/m and λ. */
const knownCoefficients = ({ place }: Pick<SuspectTensor, 'place'>): number[] => {
  if (place === null) return [];
  const { l2, examples, role } = place;
  const coefficient = l2 / examples;
  return role === 'biases'
    ? [coefficient, l2]
    : [-coefficient, coefficient, l2 - coefficient, -coefficient / 2];
};

const meaningOf = (
  tensor: Pick<SuspectTensor, 'name' | 'place' | 'theta'>,
  coefficient: number,
  lambda: number | null,
): string => {
  const { name, place, theta } = tensor;
  const { l2, coefficient: asked } = costTerm(tensor);
  const held = asked + coefficient;
  const term = `an L2 term ${numberInWords(Math.abs(coefficient))}·${name}`;
  const withLambda = lambda === null ? '' : ` (λ = ${numberInWords(Math.abs(lambda))})`;
  if (isNear(coefficient, -asked)) return `the L2 term λ/m·${name} is missing (λ = ${numberInWords(l2)})`;
  if (isNear(coefficient, asked)) return `the L2 term λ/m·${name} is added twice (λ = ${numberInWords(l2)})`;
  if (isNear(held, l2) && asked !== 0)
    return `the L2 term is λ·${name} where the cost asks for λ/m·${name}: the 1/m is missing`;
  if (asked !== 0)
    return `the L2 term is ${numberInWords(held)}·${name} where the cost asks for ${numberInWords(asked)}·${name}`;
  if (place?.role === 'biases' && l2 !== 0)
    return `it has ${term}${withLambda}, but the cost regularizes weights, not biases`;
  const other = isLevel(theta) ? `, or any constant: ${name} is of the same size in every entry` : '';
  return coefficient > 0
    ? `it has ${term}${withLambda} that the cost hasn't${other}`
    : `the gradient of ${term}${withLambda}, which the cost has, is missing${other}`;
};

/** The cost's own L2 term for this tensor: λ/m for the weights of a network, 0 for its biases. */
const costTerm = ({ place }: Pick<SuspectTensor, 'place'>) =>
  place === null || place.role === 'biases'
    ? { l2: place?.l2 ?? 0, coefficient: 0 }
    : { l2: place.l2, coefficient: place.l2 / place.examples };

const isNear = (value: number, known: number): boolean =>
  known !== 0 && Math.abs(value - known) <= RELATIVE * Math.abs(known);
