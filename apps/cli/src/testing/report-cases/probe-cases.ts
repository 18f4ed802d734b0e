import { type CheckOptions, checkProblem } from '@gradproof/core';
import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import type { ReportCase } from './report-case.ts';

const SIZE = 1000;
const HALF = SIZE / 2;

const layout = layoutOf([
  { name: 'W', shape: [HALF] },
  { name: 'V', shape: [HALF] },
]);
const random = createRandom(1);
const theta = new Float64Array(SIZE).map(() => 2 * random() - 1);
const target = theta.map(() => 2 * random() - 1);

/** J = 1/n Σ (dᵢ²/2 + dᵢ³/10), d = θ − target. */
const smooth = (at: Float64Array): number =>
  at.reduce((sum, t, i) => sum + (t - target[i]!) ** 2 * (0.5 + 0.1 * (t - target[i]!)), 0) / SIZE;
const right = theta.map((t, i) => (t - target[i]! + 0.3 * (t - target[i]!) ** 2) / SIZE);

const probing = (
  name: string,
  grad: Float64Array,
  { cost = smooth, ...options }: CheckOptions & { readonly cost?: (at: Float64Array) => number } = {},
): ReportCase => ({
  name,
  check: () =>
    checkProblem(
      { problem: { kind: 'function', layout, theta, cost }, grad },
      { coverage: { kind: 'probe' }, ...options },
    ),
});

const noisy = (size: number) => {
  const noise = createRandom(4);
  return (at: Float64Array): number => smooth(at) + size * (noise() - 0.5);
};

/** |θᵢ − aᵢ| for a part of the entries, at their kinks. */
const bent = (at: Float64Array): number =>
  smooth(at) + at.reduce((sum, t, i) => sum + (i < HALF ? Math.abs(t - theta[i]!) : 0), 0) / SIZE;

/** Every reason that probes can give. */
export const probeCases: readonly ReportCase[] = [
  probing('all pass', right),
  probing('one entry is wrong', right.with(17, 0.1)),
  probing('two entries are wrong', right.with(17, 0.1).with(42, -0.1)),
  probing(
    'a tensor is doubled',
    right.map((g, i) => (i < HALF ? 2 * g : g)),
  ),
  probing(
    'a tensor is nonsense',
    right.map((g, i) => (i < HALF ? Math.cos(i * i) / SIZE : g)),
  ),
  probing('the cost is not finite beside θ', right, {
    cost: (at) => (at.some((t, i) => t > theta[i]!) ? NaN : smooth(at)),
  }),
  probing('the cost is random', right, { cost: noisy(1e-3) }),
  probing('a step that is too small', right, { epsilon: 1e-13 }),
  probing('kinks everywhere', right, { cost: bent }),
];
