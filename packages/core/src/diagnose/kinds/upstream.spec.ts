import { describe, expect, it } from 'vitest';
import type { LayerPlace } from '../evidence/layer-place.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { suspectsOf } from '../planted-gradient.fixture.ts';
import { upstream } from './upstream.ts';

/** What is said of a tensor of a network of three layers that are wrong up to one. `missing`: what comes of a derivative left out. */
const explained = (wrongUpTo: number | null, { activation = 'tanh', isMissing = false, off = 2 } = {}) => {
  const planted = suspect([4], 3, (right) => right.map((g) => g * (1 + off) + off));
  const replay = {
    activationOf: () => activation,
    gradientWith: () => (isMissing ? planted.grad : planted.gradapprox),
  };
  const place = { units: [2, 4, 3, 1], wrongUpTo, replay } as unknown as LayerPlace;
  return upstream.explain(suspectTensor({ ...planted, place }));
};

describe('a mistake in the error that is passed back', () => {
  it.each([
    [
      1,
      'the first layer is wrong, the later right: the mistake is in the backward pass between layers 1 and 2, in dZ1',
    ],
    [
      2,
      'layers 1 to 2 are wrong, the later right: the mistake is in the backward pass between layers 2 and 3, in dZ2',
    ],
    [
      3,
      'every layer is wrong, from the last one on: either backward propagation begins with a mistake, in dZ3, or',
    ],
  ])('is told by the last wrong layer: %d', (layer, words) => {
    const diagnosis = explained(layer)!;
    expect(diagnosis).toMatchObject({ kind: 'upstream', layer, derivativeMissing: false });
    expect(diagnosis.message).toContain(words);
    expect(diagnosis.message).not.toContain('left out');
  });

  it('is certain where the derivative is seen to be missing', () => {
    expect(explained(2, { isMissing: true })).toMatchObject({ layer: 2, derivativeMissing: true });
    expect(explained(2, { isMissing: true })!.message).toContain(', where the derivative of tanh is left out: exactly this comes out'); // prettier-ignore
    expect(explained(3, { isMissing: true })!.message).toContain(
      'is where backward propagation begins, in dZ3',
    );
  });

  it('is not tried for softmax, whose derivative is part of the error', () => {
    expect(explained(3, { activation: 'softmax', isMissing: true })).toMatchObject({
      derivativeMissing: false,
    });
  });

  it('is none where no layer is the last wrong one, or only digits are missing', () => {
    expect(explained(null)).toBeNull();
    expect(explained(2, { off: 1e-6 })).toBeNull();
  });
});

describe('the order of the tensors of a function', () => {
  const found = (wrong: readonly boolean[]) =>
    suspectsOf({
      shapes: wrong.map(() => [3, 3]),
      seed: 4,
      plant: (right) =>
        right.map((values, at) => (wrong[at] ? values.map((g, i) => g * Math.sin(i + 1) + 0.1) : values)),
    }).map((tensor) => upstream.explain(tensor));

  it('is told where the first are wrong and the others right, two of each at least', () => {
    const [first, second] = found([true, true, false, false]);
    expect(first).toEqual({
      kind: 'upstream',
      message:
        '2 tensors up to w1 are wrong as a whole, and none from w2 on: if they are in the order in which the cost uses them, look where the gradient is passed back from w2 to w1',
      layer: null,
      until: 'w1',
      derivativeMissing: false,
    });
    expect(second).toEqual(first);
    expect(upstream.label!(first!)).toBe('upstream of w1');
  });

  it.each([
    [[true, false, false, false]],
    [[true, true, true, false]],
    [[true, true, true, true]],
    [[true, false, true, false, false]],
    [[false, false, true, true]],
  ])('is no evidence in %j', (wrong) => {
    expect(found(wrong).filter((diagnosis) => diagnosis !== null)).toEqual([]);
  });
});
