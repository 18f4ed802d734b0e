import { describe, expect, it } from 'vitest';
import { normOf } from '../../numerics/vectors.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspectsOf } from '../planted-gradient.fixture.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { clipped } from './clipped.ts';

const toNorm = (norm: number) => (right: Float64Array) => right.map((g) => (norm / normOf(right)) * g);

describe('a norm', () => {
  const ofTensor = (norm: number, shape: readonly number[] = [30]) =>
    clipped.explain(suspect(shape, 9, toNorm(norm)));

  it.each([0.01, 0.5, 1, 2])('of %d is that of a tensor that was clipped', (limit) => {
    expect(ofTensor(limit)).toMatchObject({ by: 'norm', of: 'tensor', limit });
    expect(ofTensor(limit * (1 + 5e-6))).toMatchObject({ limit }); // max_norm / (norm + 1e-6)
    expect(ofTensor(limit * (1 + 2e-5))).toBeNull();
  });

  it('that grew was normalized to 1, or is a factor', () => {
    expect(ofTensor(1, [2])).toMatchObject({ limit: 1 });
    expect(ofTensor(10)).toBeNull();
  });

  it('of a single entry is an accident, and a factor with a name a mistake of its own', () => {
    expect(ofTensor(0.5, [1])).toBeNull();
    const unit = suspect([30], 9, toNorm(1));
    const half = { ...unit, gradapprox: unit.grad, grad: unit.grad.map((g) => g / 2) };
    expect(clipped.explain(suspectTensor({ ...half, error: 0 }))).toBeNull(); // of norm ½
    const lessThanHalf = { ...half, gradapprox: unit.grad.map((g) => 1.1 * g) };
    expect(clipped.explain(suspectTensor({ ...lessThanHalf, error: 0 }))).toMatchObject({ limit: 0.5 });
  });

  it('of all tensors counts before that of one', () => {
    const plant = (right: readonly Float64Array[]) => {
      const factor = 0.5 / Math.hypot(...right.map(normOf));
      return right.map((values) => values.map((g) => factor * g));
    };
    for (const tensor of suspectsOf({ shapes: [[3], [1], [2, 5]], seed: 3, plant }))
      expect(clipped.explain(tensor)).toMatchObject({ by: 'norm', of: 'whole', limit: 0.5 });
  });
});

describe('a value', () => {
  const limited = (limit: number) => clipped.explain(suspect([30], 9, (right) => right.map((g) => Math.max(-limit, Math.min(limit, g))))); // prettier-ignore

  it('is what no entry exceeds, and those are clipped that would', () => {
    expect(limited(0.7)).toMatchObject({ by: 'value', of: 'tensor', limit: 0.7 });
    expect(limited(0.3)).toMatchObject({ limit: 0.3 });
  });

  it('needs two that are clipped', () => {
    const largest = suspect([30], 9, (right) => right)
      .gradapprox.map(Math.abs)
      .toSorted();
    expect(limited((largest.at(-1)! + largest.at(-2)!) / 2)).toBeNull();
    expect(limited((largest.at(-2)! + largest.at(-3)!) / 2)).not.toBeNull();
  });
});
