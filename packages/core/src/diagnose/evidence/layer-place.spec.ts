import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { placesIn } from './layer-place.ts';

const layout = layoutOf(
  Object.entries({ W1: [4, 3], b1: [4, 1], W2: [1, 4], b2: [1, 1] }).map(([name, shape]) => ({
    name,
    shape,
  })),
);
const theta = new Float64Array(layout.size);

describe('the places of tensors', () => {
  it('are weights and biases of one layer after the other', () => {
    const network: NetworkDescription = {
      layers: [
        { units: 4, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      cost: 'binary-cross-entropy',
      l2: 0.7,
    };
    const [X, Y] = [tensor([3, 5], new Float64Array(15)), tensor([1, 5], new Float64Array(5))];
    const placeOf = placesIn({ kind: 'layered', network, layout, theta, X, Y }, () => 1);
    const places = layout.tensors.map((_, at) => placeOf(at)!);
    expect(places.map(({ layer, role }) => `${layer} ${role}`)).toEqual(['1 weights', '1 biases', '2 weights', '2 biases']); // prettier-ignore
    for (const place of places)
      expect(place).toMatchObject({ units: [3, 4, 1], examples: 5, l2: 0.7, wrongUpTo: 1 });
    expect(places[0]!.replay).toBe(places[3]!.replay); // what one has run the others needn't
  });

  it('are none in a function, whose wrong layers nobody looks for', () => {
    const never = () => {
      throw new Error('a function has no layers');
    };
    expect(placesIn({ kind: 'function', layout, theta, cost: () => 0 }, never)(0)).toBeNull();
  });
});
