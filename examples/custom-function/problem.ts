/**
 * Your own cost and your own gradient, whatever they are: here logistic regression with an L2 penalty. From the repository root:
 *
 *     npx gradproof check examples/custom-function/problem.ts
 */
import { defineProblem } from '@gradproof/core';

const inputs = [
  [0.5, -1.2, 3.1],
  [1.4, 0.3, -0.7],
  [-0.9, 2.2, 0.1],
  [0.2, 0.8, 1.9],
];
const labels = [1, 0, 1, 1];
export const lambda = 0.1;

/** The parameters are held as you hold them: here a record with a Float64Array and a number. */
export type Parameters = { weights: Float64Array; bias: number };
export const parameters: Parameters = { weights: Float64Array.of(0.3, -0.2, 0.5), bias: 0.1 };

const score = ({ weights, bias }: Parameters, input: number[]): number =>
  input.reduce((sum, value, i) => sum + value * weights[i]!, bias);

/** The cost you trust: mean logistic loss + λ/2 ‖w‖². */
export const cost = (at: Parameters): number => {
  const losses = inputs.map(
    (input, r) => Math.log1p(Math.exp(score(at, input))) - labels[r]! * score(at, input),
  );
  const penalty = at.weights.reduce((sum, w) => sum + w * w, 0) / 2;
  return losses.reduce((sum, loss) => sum + loss, 0) / inputs.length + lambda * penalty;
};

/** The gradient you don't trust. */
export const gradient = (at: Parameters): Parameters => {
  const errors = inputs.map((input, r) => 1 / (1 + Math.exp(-score(at, input))) - labels[r]!);
  const mean = (of: (r: number) => number) =>
    errors.reduce((sum, e, r) => sum + e * of(r), 0) / inputs.length;
  return {
    weights: at.weights.map((w, i) => mean((r) => inputs[r]![i]!) + lambda * w),
    bias: mean(() => 1),
  };
};

export default defineProblem({ parameters, cost, gradient });
