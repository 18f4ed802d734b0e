import { describe, expect, it } from 'vitest';
import type { LayerPlace } from '../evidence/layer-place.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { mask } from './mask.ts';

const EXAMPLES = 4;

/** A layer of units of which the first are inactive in so many examples, the others in none. No planted mistake explains anything. */
const placeWith = (units: number, first: number, inactiveIn: number): LayerPlace => ({
  layer: 1,
  role: 'weights',
  units: [3, units],
  examples: EXAMPLES,
  l2: 0,
  wrongUpTo: null,
  replay: {
    activationOf: () => 'leaky-relu',
    activityOf: () => {
      const inactive = Uint32Array.from({ length: units }, (_, unit) => (unit < first ? inactiveIn : 0));
      return { inactive, active: inactive.map((count) => EXAMPLES - count) };
    },
    gradient: () => new Float64Array(3 * units),
    gradientAt: () => new Float64Array(3 * units),
    gradientWith: () => new Float64Array(3 * units),
  },
});

/** What is said of rows of a matrix, the first of which are wrong. */
const explained = (units: number, wrong: number, place: LayerPlace) => {
  const planted = suspect([units, 3], 3, (right) => right.map((g, at) => (at < 3 * wrong ? 2 + g ** 2 : g)));
  return mask.explain(suspectTensor({ ...planted, place }));
};

describe('rows that are wrong exactly where units are inactive', () => {
  it.each([
    [EXAMPLES, 'in every example'],
    [1, 'in some example'],
  ])('are a mask: in %d examples', (inactiveIn, where) => {
    const diagnosis = explained(6, 3, placeWith(6, 3, inactiveIn));
    expect(diagnosis).toMatchObject({ kind: 'mask', layer: 1, wrong: 'inactive', fault: null });
    expect(diagnosis!.message).toContain(
      `wrong in 3 rows, exactly where units of layer 1 are inactive ${where}`,
    );
  });

  it('are no evidence when the units are others', () => {
    expect(explained(6, 3, placeWith(6, 4, EXAMPLES))).toBeNull();
  });

  it('are no evidence when a single one is wrong, or a single one is right', () => {
    expect(explained(6, 2, placeWith(6, 2, EXAMPLES))).not.toBeNull();
    expect(explained(6, 1, placeWith(6, 1, EXAMPLES))).toBeNull();
    expect(explained(6, 4, placeWith(6, 4, EXAMPLES))).not.toBeNull();
    expect(explained(6, 5, placeWith(6, 5, EXAMPLES))).toBeNull();
  });
});
