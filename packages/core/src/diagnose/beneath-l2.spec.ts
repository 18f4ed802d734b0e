import { describe, expect, it } from 'vitest';
import { beneathL2 } from './beneath-l2.ts';
import type { LayerPlace } from './evidence/layer-place.ts';
import { suspectTensor } from './evidence/suspect-tensor.ts';
import { kinds } from './kinds/kinds.ts';
import { suspect } from './planted-tensor.fixture.ts';

const [L2, EXAMPLES] = [0.7, 4];

/** What explains a gradient of which the part without λ/m·W is planted, while that term is right. */
const explained = (plant: (rest: Float64Array) => Float64Array, place: Partial<LayerPlace> | null = {}) => {
  const planted = suspect([3, 4], 5, (right, theta) => {
    const term = theta.map((parameter) => (L2 / EXAMPLES) * parameter);
    return plant(right.map((g, i) => g - term[i]!)).map((g, i) => g + term[i]!);
  });
  const whole = { layer: 1, role: 'weights', units: [4, 3, 1], examples: EXAMPLES, l2: L2, ...place };
  return beneathL2(suspectTensor({ ...planted, place: place && (whole as LayerPlace) }), kinds);
};
const negative = (rest: Float64Array) => rest.map((g) => -g);

describe('a mistake beneath a right L2 term', () => {
  it.each<readonly [string, (rest: Float64Array) => Float64Array, object]>([
    ['a sign', negative, { kind: 'sign' }],
    ['a factor', (rest) => rest.map((g) => 3.7 * g), { kind: 'scale', name: null }],
    ['nothing but the term', (rest) => rest.map(() => 0), { kind: 'zero' }],
    ['the order of rows', (rest) => rest.map((_, at) => rest[(at + 4) % 12]!), { kind: 'permuted', axis: 0 }],
  ])('is seen: %s', (_what, plant, expected) => {
    const diagnosis = explained(plant);
    expect(diagnosis).toMatchObject({ ...expected, withoutL2: true });
    expect(diagnosis!.message).toContain('the gradient of W1 without its L2 term is');
  });

  it('is none where nothing explains the rest', () => {
    expect(explained((rest) => rest.map((g, i) => (i % 2 === 0 ? g * i : 1 / g)))).toBeNull();
  });

  it('is not looked for where there is no such term', () => {
    expect(explained(negative, { role: 'biases' })).toBeNull();
    expect(explained(negative, { l2: 0 })).toBeNull();
    expect(explained(negative, null)).toBeNull(); // a function's
  });
});
