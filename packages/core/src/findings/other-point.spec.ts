import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { innerProduct } from '../numerics/direction.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { otherPoint } from './other-point.ts';
import { slopesAt } from './slopes-at.ts';

/** J = Σ exp(θᵢ), whose gradient is J's own terms. */
const cost = (theta: Float64Array) => theta.reduce((sum, t) => sum + Math.exp(t), 0);
const gradientAt = (theta: Float64Array) => theta.map((t) => Math.exp(t));
const thetaOf = (size: number) => Float64Array.from({ length: size }, (_, i) => 0.3 + 0.2 * i);

/** What is found of a gradient at θ, whose numerical gradient is another's. */
const lookFor = (theta: Float64Array, grad: Float64Array, gradapprox = gradientAt(theta), ofFunction?: (theta: Float64Array) => Float64Array) => {
  const residual = grad.map((g, i) => g - gradapprox[i]!);
  const sums = { grad: sumOfSquares(grad), gradapprox: sumOfSquares(gradapprox), residual: sumOfSquares(residual) };
  const layout = layoutOf([{ name: 'w', shape: [theta.length] }]);
  const problem = { kind: 'function' as const, layout, theta, cost };
  const totals = { ...sums, error: sums.residual, kinkError: sums.residual, beyond: sums.residual, largestError: 0, coordinates: theta.length };
  return otherPoint({ problem, grad, gradientAt: ofFunction, sigma: 1e-16, threshold: 1e-7, totals, seed: 1 }, undefined);
}; // prettier-ignore

describe('a gradient of another point', () => {
  it.each([4, 5, 9])('is found with %d parameters', async (size) => {
    const { finding } = await lookFor(thetaOf(size), gradientAt(new Float64Array(size)));
    expect(finding).toMatchObject({ kind: 'other-point' });
    expect(finding!.message).toContain('It is the gradient at θ = 0.');
  });

  it('is not looked for with three: almost any gradient is that of some point', async () => {
    expect(await lookFor(thetaOf(3), gradientAt(new Float64Array(3)))).toEqual({
      finding: null,
      step: null,
      evaluations: 0,
    });
  });

  it('is looked for where at least 1/20 of the residual is across the numerical gradient', async () => {
    const gradapprox = gradientAt(thetaOf(5));
    const size = Math.sqrt(innerProduct(gradapprox, gradapprox));
    const along = gradapprox.map((g) => g / size);
    const swapped = Float64Array.of(-along[1]!, along[0]!, 0, 0, 0); // across: its inner product with `along` is 0
    const across = swapped.map((v) => v / Math.hypot(...swapped));
    const turned = (part: number) =>
      gradapprox.map((g, i) => g + 0.5 * (Math.sqrt(1 - part ** 2) * along[i]! + part * across[i]!));
    expect((await lookFor(thetaOf(5), turned(0.03))).evaluations).toBe(0);
    expect((await lookFor(thetaOf(5), turned(0.08))).evaluations).toBeGreaterThan(0);
  });

  it('must be that along three directions', async () => {
    const [theta, zeros] = [thetaOf(5), new Float64Array(5)];
    let once = 0;
    const counted = (at: Float64Array) => {
      once++;
      return cost(at);
    };
    const problem = {
      kind: 'function' as const,
      layout: layoutOf([{ name: 'w', shape: [5] }]),
      theta,
      cost: counted,
    };
    await slopesAt({ problem, sigma: 1e-16 }, theta, [Float64Array.of(1, -1, 0.5, 1, -0.5)], undefined);
    const { evaluations } = await lookFor(theta, gradientAt(zeros));
    const directions = evaluations / (2 * once); // along each at θ and at 0; how many evaluations a slope takes differs
    expect(directions).toBeGreaterThan(2);
    expect(directions).toBeLessThan(4);
  });
});

describe('a gradient function that does not use its θ', () => {
  it('is told, and where its gradient belongs', async () => {
    const [theta, zeros] = [thetaOf(5), new Float64Array(5)];
    const { finding } = await lookFor(theta, gradientAt(zeros), undefined, () => gradientAt(zeros));
    expect(finding!.message).toMatch(/^The gradient function returns the same gradient at another θ.* It is the gradient at θ = 0\.$/); // prettier-ignore
    const captured = Float64Array.of(1, -1, 0.5, -0.5, 2); // no step of descent leads there
    const elsewhere = await lookFor(theta, gradientAt(captured), undefined, () => gradientAt(captured));
    expect(elsewhere.finding!.message).toMatch(/^The gradient function returns the same gradient .* Look for parameters that were captured/); // prettier-ignore
    expect((await lookFor(theta, gradientAt(captured), undefined, gradientAt)).finding).toBeNull();
  });

  it('is another matter than a gradient of another point', async () => {
    const { finding } = await lookFor(thetaOf(5), gradientAt(new Float64Array(5)), undefined, gradientAt);
    expect(finding!.message).toMatch(/^The gradient is right, but at another point\. It is the gradient at θ = 0/); // prettier-ignore
  });
});

it('where one of both gradients is 0, no other point is looked for', async () => {
  const [theta, zeros] = [thetaOf(5), new Float64Array(5)];
  expect((await lookFor(theta, zeros)).evaluations).toBe(0);
  expect((await lookFor(theta, gradientAt(zeros), zeros)).evaluations).toBe(0);
  expect((await lookFor(theta, gradientAt(theta))).evaluations).toBe(0); // nor where it is right
});
