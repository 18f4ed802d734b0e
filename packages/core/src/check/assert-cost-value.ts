import { InputError } from '@gradproof/model';

/** Costs that differ by more than this, relatively, belong to different models: sixteen roundings of float32, 2⁻²⁴ each. */
const AGREEMENT = 1e-6;

/**
 * Asserts that the user's own J(θ) is ours: otherwise the description is not of their model.
 *
 * @param cost J(θ) of the problem that is checked.
 * @param costValue J(θ) as the user's own code has it, if it is given.
 * @throws InputError when they differ by more than float32 explains.
 */
export const assertCostValue = (cost: number, costValue: number | undefined): void => {
  if (costValue === undefined) return;
  const scale = Math.max(Math.abs(cost), Math.abs(costValue));
  if (Math.abs(cost - costValue) <= AGREEMENT * scale) return;
  throw new InputError(
    `costValue is ${costValue}, but the model described has J(θ) = ${cost}. The description is not of that model: ` +
      'check whether the cost is a sum rather than a mean over examples, whether it is another cost (or has an L2 term), ' +
      'and whether examples are columns of X, not rows.',
  );
};
