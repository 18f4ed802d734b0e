import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { createForwardPass } from './forward-pass.ts';
import { createMovedPass } from './moved-pass.ts';
import type { NetworkDescription } from './network.ts';

const X = tensor([2, 3], Float64Array.of(0.5, -1.2, 0.3, 2.1, 0.7, -0.4));
const waves = (size: number) => Float64Array.from({ length: size }, (_, i) => Math.sin(3 * i + 1));

const NETWORKS: [string, NetworkDescription, number][] = [
  ['relu, softmax', { layers: [{ units: 4, activation: 'relu' }, { units: 3, activation: 'tanh' }, { units: 2, activation: 'softmax' }], cost: 'softmax-cross-entropy', l2: 0.7 }, 12 + 15 + 8], // prettier-ignore
  ['one layer', { layers: [{ units: 2, activation: 'sigmoid' }], cost: 'binary-cross-entropy', l2: 0.3 }, 6],
];

describe.each(NETWORKS)('%s', (_name, network, size) => {
  const Y = tensor([2, 3], Float64Array.of(1, 0, 1, 0, 1, 0));
  const theta = waves(size);
  const plain = createForwardPass(network, X, Y);

  it('is the plain forward pass with that coordinate replaced, in whatever order they come', () => {
    const pass = createMovedPass(network, theta, X, Y);
    expect(pass.cost).toBe(plain.cost(theta));
    for (let turn = 0; turn < 3 * size; turn++) {
      const coordinate = (turn * 7) % size;
      const moved = theta.with(coordinate, theta[coordinate]! + 0.1 * (turn % 3));
      const expected = plain.cost(moved);
      // the update of the next layer rounds once more an entry
      expect(Math.abs(pass.costAt(coordinate, moved[coordinate]!).cost - expected)).toBeLessThan(1e-14);
    }
  });
});

it('sees a unit cross its kink', () => {
  const network: NetworkDescription = {
    layers: [
      { units: 1, activation: 'relu' },
      { units: 1, activation: 'identity' },
    ],
    cost: 'mean-squared-error',
    l2: 0,
  };
  const theta = Float64Array.of(1, 0, -1, 2, 0); // z = x₁ − 1
  const one = tensor([2, 1], Float64Array.of(1.25, 5));
  const pass = createMovedPass(network, theta, one, tensor([1, 1], Float64Array.of(0)));
  expect([pass.costAt(2, -1.2).crosses, pass.costAt(2, -1.3).crosses, pass.costAt(3, 9).crosses]).toEqual([
    false,
    true,
    false,
  ]);
});
