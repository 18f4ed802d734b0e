import { describe, expect, it } from 'vitest';
import { backwardPropagation, forwardPropagation } from './one-dimensional.ts';
import { relu, sigmoid } from './nonlinearities.ts';
import { backwardPropagationN, forwardPropagationN } from './three-layers.ts';

const parameters = {
  W1: [[0.5, -0.25], [1, 0.75]],
  b1: [[0.1], [-0.2]],
  W2: [[-1, 0.5]],
  b2: [[0.3]],
  W3: [[2]],
  b3: [[-0.4]],
}; // prettier-ignore
const X = [[1, -2, 0.5], [0.25, 1.5, -1]]; // prettier-ignore
const Y = [[1, 0, 1]];

describe('the one-dimensional exercise', () => {
  it('has J = θx = 8 and dJ/dθ = x = 2 at x = 2, θ = 4', () => {
    expect([forwardPropagation(2, 4), backwardPropagation(2, 4)]).toEqual([8, 2]);
  });
});

describe('the three-layer exercise', () => {
  it('leaves the exercise’s cache', () => {
    const [cost, cache] = forwardPropagationN(X, Y, parameters);
    expect(cost).toBeGreaterThan(0);
    expect(cache.map(({ shape }) => shape.join('×'))).toEqual(
      '2×3 2×3 2×2 2×1 1×3 1×3 1×2 1×1 1×3 1×3 1×1 1×1'.split(' '),
    );
  });

  it('has the slope that a step along its gradient shows', () => {
    const gradients = backwardPropagationN(X, Y, forwardPropagationN(X, Y, parameters)[1]);
    const costAt = (t: number) => forwardPropagationN(X, Y, { ...parameters, b3: [[-0.4 + t]] })[0];
    expect((costAt(1e-5) - costAt(-1e-5)) / 2e-5).toBeCloseTo(gradients.db3.data[0]!, 9); // truncation 1e-10
  });

  it('refuses matrices that do not fit', () => {
    expect(() => forwardPropagationN([[1, 2]], Y, parameters)).toThrow("can't be multiplied");
    expect(() => forwardPropagationN([[1, 2], [3]], Y, parameters)).toThrow('row 1 has 1 entries');
  });
});

describe('sigmoid and relu', () => {
  it('take numbers and matrices', () => {
    expect([sigmoid(0), relu(-1), relu(3)]).toEqual([0.5, 0, 3]);
    expect([...relu([[-1, 2]]).data]).toEqual([0, 2]);
  });
});
