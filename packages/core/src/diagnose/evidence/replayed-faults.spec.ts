import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createNetworkReplay, type SlopeFault } from './network-replay.ts';

const LEAK = 0.01;
const network: NetworkDescription = {
  layers: [
    { units: 3, activation: 'leaky-relu' },
    { units: 2, activation: 'leaky-relu' },
    { units: 1, activation: 'sigmoid' },
  ],
  cost: 'binary-cross-entropy',
  l2: 0,
};
const layout = layoutOf(
  Object.entries({ W1: [3, 1], b1: [3, 1], W2: [2, 3], b2: [2, 1], W3: [1, 2], b3: [1, 1] }).map(
    ([name, shape]) => ({ name, shape }),
  ),
);
// one example, X = 1: Z1 = [2, −1, 0], so that A1 = [2, −0.01, 0] and Z2 = [2 − 0.01, −4 + 0.01]
const theta = Float64Array.of(1, -1, 2, 1, 0, -2, 1, 1, 1, -2, -1, 1, 0, 0, 0.5, 1.5, 0.1);
/** A replay that has run nothing yet. */
const replayed = () =>
  createNetworkReplay({
    kind: 'layered',
    network,
    layout,
    theta,
    X: tensor([1, 1], Float64Array.of(1)),
    Y: tensor([1, 1], Float64Array.of(1)),
  });
const partOf = (gradient: Float64Array, name: string) => {
  const { offset, size } = layout.tensors.find((slot) => slot.name === name)!;
  return gradient.subarray(offset, offset + size);
};

/** By how much a mistake enlarges each entry of a tensor's gradient. */
const enlarged = (fault: SlopeFault, layer: number, name: string) => {
  const replay = replayed();
  const right = partOf(replay.gradient(), name);
  return Array.from(partOf(replay.gradientWith(fault, layer), name), (entry, i) => entry / right[i]!);
};

describe('a mistake in a layer’s activation', () => {
  it.each<readonly [SlopeFault, number, number]>([
    ['missing', 1, 1 / LEAK],
    ['inverted', LEAK, 1 / LEAK],
    ['cut', 1, 0],
  ])('changes the error of its active and its inactive units: %s', (fault, active, inactive) => {
    const [first, second] = enlarged(fault, 1, 'b1');
    expect([first, second]).toEqual([expect.closeTo(active, 12), expect.closeTo(inactive, 9)]); // roundings of a ratio up to 100
    const [third, fourth] = enlarged(fault, 2, 'b2');
    expect([third, fourth]).toEqual([expect.closeTo(active, 12), expect.closeTo(inactive, 9)]);
  });

  it('takes a unit at its kink for an inactive one where its derivative is cut', () => {
    expect(enlarged('cut', 1, 'b1')[2]).toBeCloseTo(0, 14); // of either sign
    expect(replayed().activityOf(1)).toEqual({ active: Uint32Array.of(1, 0, 0), inactive: Uint32Array.of(0, 1, 1) }); // prettier-ignore
  });

  it('changes that layer and the earlier ones, not the later', () => {
    const replay = replayed();
    for (const name of ['W2', 'b2', 'W3', 'b3'])
      expect(partOf(replay.gradientWith('missing', 1), name)).toEqual(partOf(replay.gradient(), name));
    for (const name of ['W3', 'b3'])
      expect(partOf(replay.gradientWith('missing', 2), name)).toEqual(partOf(replay.gradient(), name));
    expect(partOf(replay.gradientWith('missing', 2), 'b1')).not.toEqual(partOf(replay.gradient(), 'b1'));
  });
});

it('activations are those of layers from 1', () => {
  expect([1, 2, 3].map((layer) => replayed().activationOf(layer))).toEqual(['leaky-relu', 'leaky-relu', 'sigmoid']); // prettier-ignore
});
