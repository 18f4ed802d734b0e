import { InputError } from '@gradproof/model';
import type { Check } from '../contract/check.ts';
import { type ClaimPrecision, coarsestOf, type GradientPrecision } from '../contract/gradient-precision.ts';
import type { Problem } from '../contract/problem.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { fitsBits, fitsFormat, floatFormats, unitRoundOffOf } from '../numerics/float-formats.ts';

/** Costs that differ by more than this, relatively, belong to different models: sixteen roundings of float32, 2⁻²⁴ each. */
const AGREEMENT = 1e-6;

/** Roundings of an example's cost in float32, as a worst case: two or three functions, and the products before them. */
const ROUNDINGS = 8;

/** Deviations of its rounding by which a right costValue may be off: PyTorch's, of 110 classifiers in float32, are within 1.8. */
const DEVIATIONS = 6;

/**
 * Asserts that the user's own J(θ) is ours: otherwise the description is not of their model.
 *
 * @param cost J(θ) of the problem that is checked.
 * @param check The problem, J(θ) as the user's own code has it, if it is given, and what its gradient is given in: J may be computed as coarsely.
 * @throws InputError when they differ by more than rounding explains.
 */
export const assertCostValue = (
  cost: number,
  { problem, costValue, gradientPrecision }: Pick<Check, 'problem' | 'costValue' | 'gradientPrecision'>,
): void => {
  if (costValue === undefined) return;
  const difference = Math.abs(cost - costValue);
  const scale = Math.max(Math.abs(cost), Math.abs(costValue));
  if (difference <= AGREEMENT * scale) return;
  const precision = precisionOf(costValue, gradientPrecision);
  if (precision !== 'float64' && difference <= roundingIn(precision, problem, scale)) return;
  throw new InputError(
    `costValue is ${costValue}, but the model described has J(θ) = ${cost}. The description is not of that model: ` +
      'check whether the cost is a sum rather than a mean over examples, whether it is another cost (or has an L2 term), ' +
      'and whether examples are columns of X, not rows.',
  );
};

/** The coarser of what the number shows and what the gradient is given in. */
const precisionOf = (costValue: number, gradient: ClaimPrecision | undefined): GradientPrecision =>
  coarsestOf([isSingle(costValue) ? 'float32' : 'float64', gradient?.precision ?? 'float64'])!;

/** A sum over m examples is off by √m roundings where they are independent, beside those of each example; and where J cancels, by what the formula tells. */
const roundingIn = (precision: GradientPrecision, problem: Problem, scale: number): number => {
  const kind = kindOfProblem(problem);
  const relative = (ROUNDINGS + Math.sqrt(kind.examples(problem))) * unitRoundOffOf(precision);
  const deviation = kind.costRoundingIn(problem, precision);
  return Math.max(relative * scale, Number.isFinite(deviation) ? DEVIATIONS * deviation : 0);
};

/** Whether a number is one of float32's that isn't short by its nature: no integer, and more than half of the bits. */
const isSingle = (value: number): boolean => {
  const { float32 } = floatFormats;
  return !Number.isInteger(value) && fitsFormat(value, float32) && !fitsBits(value, float32.bits / 2);
};
