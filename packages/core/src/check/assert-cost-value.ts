import { InputError } from '@gradproof/model';
import { fitsBits, fitsFormat, floatFormats, unitRoundOffOf } from '../numerics/float-formats.ts';

/** Costs that differ by more than this, relatively, belong to different models: sixteen roundings of float32, 2⁻²⁴ each. */
const AGREEMENT = 1e-6;

/** Roundings of an example's cost in float32, as a worst case: two or three functions, and the products before them. */
const ROUNDINGS = 8;

/**
 * Asserts that the user's own J(θ) is ours: otherwise the description is not of their model.
 *
 * @param cost J(θ) of the problem that is checked.
 * @param costValue J(θ) as the user's own code has it, if it is given.
 * @param examples Examples that J is the mean over.
 * @throws InputError when they differ by more than float32 explains.
 */
export const assertCostValue = (cost: number, costValue: number | undefined, examples = 1): void => {
  if (costValue === undefined) return;
  const scale = Math.max(Math.abs(cost), Math.abs(costValue));
  if (Math.abs(cost - costValue) <= agreementOf(costValue, examples) * scale) return;
  throw new InputError(
    `costValue is ${costValue}, but the model described has J(θ) = ${cost}. The description is not of that model: ` +
      'check whether the cost is a sum rather than a mean over examples, whether it is another cost (or has an L2 term), ' +
      'and whether examples are columns of X, not rows.',
  );
};

/** A sum in float32 over m examples is off by √m roundings where they are independent, beside those of each example. */
const agreementOf = (costValue: number, examples: number): number =>
  isSingle(costValue)
    ? Math.max(AGREEMENT, (ROUNDINGS + Math.sqrt(examples)) * unitRoundOffOf('float32'))
    : AGREEMENT;

/** Whether a number is one of float32's that isn't short by its nature: no integer, and more than half of the bits. */
const isSingle = (value: number): boolean => {
  const { float32 } = floatFormats;
  return !Number.isInteger(value) && fitsFormat(value, float32) && !fitsBits(value, float32.bits / 2);
};
