import { expect, it } from 'vitest';
import { numbers } from '../planted-tensor.fixture.ts';
import { stepBack } from './step-back.ts';

/** ∇J of J = Σ cosh(θᵢ) + ½(Σθᵢ)². */
const gradientAt = (theta: Float64Array) => {
  const sum = theta.reduce((total, x) => total + x, 0);
  return theta.map((x) => Math.sinh(x) + sum);
};

it('finds the step from where the gradient was computed', () => {
  for (let seed = 0; seed < 100; seed++) {
    const before = numbers(1 + (seed % 9), seed);
    const grad = gradientAt(before);
    const step = 0.01 + (seed % 7) / 50;
    const theta = before.map((x, i) => x - step * grad[i]!);
    const back = stepBack(gradientAt, theta, grad);
    expect({ seed, off: Math.abs(back!.step - step) < 1e-6 * step }).toEqual({ seed, off: true });
    back!.gradient.forEach((g, i) => expect(g).toBeCloseTo(grad[i]!, 8));
  }
});

it('finds none where the step went the other way, or there is none', () => {
  const before = numbers(5, 3);
  const grad = gradientAt(before);
  expect(stepBack(gradientAt, before.map((x, i) => x + 0.05 * grad[i]!), grad)).toBeNull(); // prettier-ignore
  expect(stepBack((theta) => theta.map(() => 1), before, grad)).toBeNull(); // the same everywhere
});
