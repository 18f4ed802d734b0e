import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, tensor } from '@gradproof/model';
import { expect, it } from 'vitest';
import { createNetworkReplay, type SlopeFault } from './network-replay.ts';

const network: NetworkDescription = {
  layers: [
    { units: 2, activation: 'relu' },
    { units: 2, activation: 'relu' },
    { units: 1, activation: 'sigmoid' },
  ],
  cost: 'binary-cross-entropy',
  l2: 0,
};
const shapes = { W1: [2, 2], b1: [2, 1], W2: [2, 2], b2: [2, 1], W3: [1, 2], b3: [1, 1] };
const layout = layoutOf(Object.entries(shapes).map(([name, shape]) => ({ name, shape })));
const theta = Float64Array.of(1, 2, -1, 0.5, 0.1, 0.2, 1, -1, 0.5, 2, 0.3, -0.1, 1.5, -0.7, 0.2);
const replayed = () =>
  createNetworkReplay({
    kind: 'layered',
    network,
    layout,
    theta,
    X: tensor([2, 3], Float64Array.of(1, -2, 0.5, 0.3, 1, -1)),
    Y: tensor([1, 3], Float64Array.of(1, 0, 1)),
  });

it('keeps the six faulty gradients that two layers can have, and no more', () => {
  const replay = replayed();
  const faults: readonly SlopeFault[] = ['missing', 'inverted', 'cut'];
  const six = () => [1, 2].flatMap((layer) => faults.map((fault) => replay.gradientWith(fault, layer)));
  const first = six();
  expect(six().every((gradient, k) => gradient === first[k])).toBe(true);
  replay.gradientWith('missing', 3); // of sigmoid: a seventh
  expect(replay.gradientWith('missing', 1)).not.toBe(first[0]);
  expect(replay.gradientWith('missing', 1)).toEqual(first[0]);
});

it('counts the examples that each unit is active in', () => {
  // W1·X + b1 = [1.7, 0.1, −1.4; −0.65, 2.7, −0.8]
  const { active, inactive } = replayed().activityOf(1);
  expect([...active]).toEqual([2, 1]);
  expect([...inactive]).toEqual([1, 2]);
});
