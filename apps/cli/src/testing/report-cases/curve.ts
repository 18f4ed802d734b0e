import { checkGradient, type CheckOptions, type GradientProblem } from '@gradproof/core';
import { createRandom } from '@gradproof/core/testing';
import type { ReportCase } from './report-case.ts';

/** Parameters of the functions here. */
export type Vector = { readonly w: number[] };

/** The point that they are checked at. */
export const w = [0.3, -0.2, 0.7, 1.5, -0.9];

/** J = Σ sin(wᵢ + i)·exp(wᵢ/3) + w₀w₁w₂: smooth, nothing special about it. */
export const curve = ({ w: at }: Vector): number =>
  at.reduce((sum, x, i) => sum + Math.sin(x + i) * Math.exp(x / 3), 0) + at[0]! * at[1]! * at[2]!;

/** Its gradient. */
export const slopesOf = (at: readonly number[]): number[] => {
  const [a, b, c] = at as [number, number, number];
  const products = [b * c, a * c, a * b, 0, 0];
  return at.map((x, i) => (Math.cos(x + i) + Math.sin(x + i) / 3) * Math.exp(x / 3) + products[i]!);
};

/** The same in float32. */
export const singleCurve = ({ w: at }: Vector): number => {
  const { fround } = Math;
  const terms = at.map((x, i) => fround(fround(Math.sin(fround(x + i))) * fround(Math.exp(fround(x / 3)))));
  return terms.reduce((sum, term) => fround(sum + term), fround(at[0]! * at[1]! * at[2]!));
};

/** With seeded noise of this size. */
export const noisyCurve = (size: number) => {
  const random = createRandom(4);
  return (at: Vector): number => curve(at) + size * (random() - 0.5);
};

/** With a counter in it. */
export const countingCurve = () => {
  let evaluations = 0;
  return (at: Vector): number => curve(at) + 1e-5 * evaluations++;
};

/** A check of the curve, but for what is given. */
export const ofCurve = (
  name: string,
  given: Partial<GradientProblem<Vector>>,
  options: CheckOptions = {},
): ReportCase => {
  const gradient = ({ w: at }: Vector) => ({ w: slopesOf(at) });
  return {
    name,
    check: () => checkGradient({ parameters: { w }, cost: curve, gradient, ...given }, options),
  };
};

/** A check of any J at a point, with the gradient that is claimed there. */
export const ofFunction = (
  name: string,
  at: number[],
  J: (x: number[]) => number,
  slopes: number[],
  options: CheckOptions = {},
): ReportCase => ({
  name,
  check: () =>
    checkGradient(
      { parameters: { w: at }, cost: ({ w: x }: Vector) => J(x), gradient: { w: slopes } },
      options,
    ),
});
