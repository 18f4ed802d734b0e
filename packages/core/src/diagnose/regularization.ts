import { factorOf } from '../numerics/vectors.ts';
import { explains, type SuspectTensor, weightyEntries } from './suspect-tensor.ts';
import { gradientName, numberInWords } from './words.ts';

/** grad − gradapprox is a multiple of the parameter itself: the gradient of an L2 term. */
export interface RegularizationDiagnosis {
  readonly kind: 'regularization';
  readonly message: string;
  /** (grad − gradapprox) / θ. */
  readonly coefficient: number;
  /** λ of an L2 term λ/2m·‖θ‖² that the gradient has more (or, below 0, less) than the cost; null where m isn't known. */
  readonly lambda: number | null;
}

const RELATIVE = 1e-3;
const isNear = (value: number, known: number): boolean =>
  known !== 0 && Math.abs(value - known) <= RELATIVE * Math.abs(known);

/** What is known of the cost's own L2 term for this tensor: λ/m for the weights of a network, 0 for its biases. */
const own = ({ place }: Pick<SuspectTensor, 'place'>) =>
  place === null || place.role === 'biases'
    ? { l2: place?.l2 ?? 0, coefficient: 0 }
    : { l2: place.l2, coefficient: place.l2 / place.examples };

/** Coefficients that are no accident: the term missing, added twice, without its 1/m or with ½ of it; on biases λ/m and λ. */
const knownCoefficients = ({ place }: Pick<SuspectTensor, 'place'>): number[] => {
  if (place === null) return [];
  const { l2, examples, role } = place;
  const each = l2 / examples;
  return role === 'biases' ? [each, l2] : [-each, each, l2 - each, -each / 2];
};

/** Whether a multiple of θ is a constant as well, or one with the signs of θ: not to be told from an L2 term. */
const isLevel = (theta: Float64Array): boolean => theta.every((own) => Math.abs(own) === Math.abs(theta[0]!));

const meaningOf = (
  tensor: Pick<SuspectTensor, 'name' | 'place' | 'theta'>,
  coefficient: number,
  lambda: number | null,
): string => {
  const { name, place, theta } = tensor;
  const { l2, coefficient: asked } = own(tensor);
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

/** The diagnosis of a tensor whose gradient differs by a multiple of θ; null for a multiple fitted to one entry that isn't made of the cost's own. */
export const regularizationDiagnosis = (
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

/** The L2 term of cost and gradient differ. A coefficient fitted to a single entry explains nothing, unless it is made of the cost's own. */
export const regularization = (tensor: SuspectTensor): RegularizationDiagnosis | null => {
  const { theta, gradapprox, residual } = tensor;
  const coefficient = factorOf(residual, theta);
  const term = theta.map((parameter) => coefficient * parameter);
  const explained = gradapprox.map((a, i) => a + term[i]!);
  if (!explains(tensor, explained)) return null;
  return regularizationDiagnosis(tensor, coefficient, weightyEntries(tensor, term) >= 2);
};
