import type { FunctionProblem } from '@gradproof/core';
import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';

const { fround } = Math;

/** A function that is probed, its gradient, and where that is wrong. */
export interface ProbedFunction {
  readonly problem: FunctionProblem;
  readonly grad: Float64Array;
  /** The coordinate of its one wrong entry; null where it is right. */
  readonly mistake: number | null;
}

/** How a function for probing is made. */
export interface ProbedRecipe {
  /** P. */
  readonly size: number;
  readonly seed: number;
  /** Whether the terms are computed in float32; they are summed in float64. */
  readonly single: boolean;
  /** The error of one entry, relative to the gradient's root mean square; 0 for a right gradient. */
  readonly error: number;
}

const exact = (d: number): number => d * d * (0.5 + 0.1 * d);
const rounded = (d: number): number => fround(fround(d * d) * fround(0.5 + fround(fround(0.1) * d)));

/** θ and the targets of its terms, each U[−1, 1]; targets are float32 numbers. */
const pointsOf = (size: number, random: () => number): { theta: Float64Array; target: Float64Array } => ({
  theta: new Float64Array(size).map(() => 2 * random() - 1),
  target: new Float64Array(size).map(() => fround(2 * random() - 1)),
});

const costOf =
  (target: Float64Array, single: boolean) =>
  (at: Float64Array): number => {
    let sum = 0;
    if (single) for (let i = 0; i < at.length; i++) sum += rounded(fround(at[i]! - target[i]!));
    else for (let i = 0; i < at.length; i++) sum += exact(at[i]! - target[i]!);
    return sum / at.length;
  };

/** J = 1/P Σ (dᵢ²/2 + dᵢ³/10), d = θ − target, one tensor of P entries; another θ, target and mistake for each seed. */
export const probedFunction = ({ size, seed, single, error }: ProbedRecipe): ProbedFunction => {
  const random = createRandom(seed + 1000);
  const { theta, target } = pointsOf(size, random);
  const grad = theta.map((t, i) => (t - target[i]! + 0.3 * (t - target[i]!) ** 2) / size);
  const layout = layoutOf([{ name: 'w', shape: [size] }]);
  const problem: FunctionProblem = { kind: 'function', layout, theta, cost: costOf(target, single) };
  if (error === 0) return { problem, grad, mistake: null };
  const rootMeanSquare = Math.sqrt(grad.reduce((sum, g) => sum + g * g, 0) / size);
  const mistake = Math.floor(random() * size);
  grad[mistake]! += (random() < 0.5 ? -error : error) * rootMeanSquare;
  return { problem, grad, mistake };
};
