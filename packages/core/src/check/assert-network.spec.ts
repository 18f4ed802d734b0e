import { dictionaryToVector } from '@gradproof/flatteners';
import { InputError, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { LayeredProblem } from '../contract/problem.ts';
import { assertNetwork } from './assert-network.ts';

const zeros = (...shape: number[]) => tensor(shape, new Float64Array(shape.reduce((size, d) => size * d, 1)));
const parameters = { W1: zeros(3, 2), b1: zeros(3, 1), W2: zeros(1, 3), b2: zeros(1, 1) };
const [hidden, head] = [
  { units: 3, activation: 'tanh' },
  { units: 1, activation: 'sigmoid' },
] as const;
const network = { layers: [hidden, head], cost: 'binary-cross-entropy', l2: 0 } as const;
const right: LayeredProblem = {
  ...{ kind: 'layered', network, ...dictionaryToVector(parameters), X: zeros(2, 5), Y: zeros(1, 5) },
};

describe('a layered problem made by hand', () => {
  it('passes where everything fits, a bias of shape [n] too', () => {
    expect(() => assertNetwork(right)).not.toThrow();
    const { layout } = dictionaryToVector({ ...parameters, b1: zeros(3) });
    expect(() => assertNetwork({ ...right, layout })).not.toThrow();
  });

  it.each<[object, string]>([
    [{ network: { ...network, layers: [] } }, 'network.layers must be a list of layers.'],
    [{ network: {} }, 'network.layers must be a list of layers.'],
    [
      { network: { ...network, layers: [{ ...hidden, activation: 'tahn' }, head] } },
      '[0].activation is tahn; it',
    ],
    [{ network: { ...network, layers: [hidden, { ...head, units: 0 }] } }, '[1].units is 0; it must be'],
    [{ network: { ...network, cost: 'foo' } }, 'network.cost is foo; it must be binary-cross-entropy,'],
    [{ network: { ...network, l2: undefined } }, 'network.l2 is undefined; it must be'],
    [
      { network: { ...network, cost: 'softmax-cross-entropy' } },
      'network.layers.1.activation is "sigmoid", but the cost',
    ],
    [{ X: zeros(3, 5) }, 'The layout has W1 3×2, b1 3×1, W2 1×3, b2 1×1; this network has W1 3×3, b1'],
    [{ X: zeros(2, 4) }, 'Y has shape 1×5, but must be 1×4. An example is a column.'],
    [{ X: zeros(2, 0), Y: zeros(1, 0) }, 'X has shape 2×0, but must be 2×1.'],
    [{ Y: zeros(2, 5) }, 'Y has shape 2×5, but must be 1×5.'],
    [{ X: { shape: [2, 5], data: new Float64Array(9) } }, 'X has shape 2×5, but 9 numbers.'],
    [{ layout: dictionaryToVector({ ...parameters, W1: zeros(2, 3) }).layout }, 'The layout has W1 2×3,'],
    [
      { layout: dictionaryToVector({ W1: zeros(3, 2), b1: zeros(3, 1) }).layout },
      'The layout has W1 3×2, b1 3×1;',
    ],
  ])('with %j is refused: %s', (wrong, message) => {
    const refused = () => assertNetwork({ ...right, ...wrong });
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });
});
