import { exact, twoSum, ZERO, type DoubleDouble } from './double-double.ts';

/** max(z + δ, 0) − max(z, 0) = max(min(z, 0) + δ, −max(z, 0)), exactly. */
export const rampIncrement = (z: number, delta: number): DoubleDouble => {
  const end = twoSum(z, delta);
  if (z > 0) return exact(end.high <= 0 ? -z : delta);
  return end.high <= 0 ? ZERO : end;
};

/** WebAssembly's pmin and pmax: of equals, or where one is NaN, the first. */
const pmin = (a: number, b: number): number => (b < a ? b : a);
const pmax = (a: number, b: number): number => (a < b ? b : a);

/** The same rounded once, as kernels have it. */
export const nearRamp = (z: number, delta: number): number => pmax(pmin(z, 0) + delta, -pmax(z, 0));
