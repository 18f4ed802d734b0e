import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { diagnoseTogether } from './diagnose-together.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { LayerPlace } from './evidence/layer-place.ts';

const layout = layoutOf(['W1', 'b1', 'W2', 'b2'].map((name) => ({ name, shape: [2] })));
const problem = { kind: 'function', layout, theta: new Float64Array(8), cost: () => 0 } as const;

const scaled = (factor: number): Diagnosis => ({ kind: 'scale', message: '', factor, name: null });
const SIGN: Diagnosis = { kind: 'sign', message: '' };
const SPREAD: Diagnosis = { kind: 'broadcast', message: '', axes: [0], of: null };
const ENTRIES: Diagnosis = { kind: 'entries', message: '', count: 1, entries: [], slice: null };
const UPSTREAM: Diagnosis = { kind: 'upstream', message: '', layer: 1, derivativeMissing: false };
const UNEXPLAINED: Diagnosis = { kind: 'unexplained', message: '', cosine: 0.5, ratio: 2 };

describe('a factor that another tensor has', () => {
  /** What comes of tensors that a factor found elsewhere would explain, too. */
  const together = (...alone: (Diagnosis | null)[]) =>
    diagnoseTogether(problem, () => null, (_slot, tensor, _place, factors) =>
      factors.length === 0 ? alone[tensor]! : scaled(factors[0]!),
    ); // prettier-ignore

  it('takes the place of what tells no more than a place', () => {
    expect(together(scaled(3.7), UNEXPLAINED, UPSTREAM, null)).toEqual([scaled(3.7), scaled(3.7), scaled(3.7), null]); // prettier-ignore
  });

  it('leaves what tells a cause, or which entries are wrong', () => {
    expect(together(scaled(3.7), SIGN, ENTRIES, SPREAD)).toEqual([scaled(3.7), SIGN, ENTRIES, SPREAD]);
  });

  it('is not tried where there is none: each tensor is diagnosed once', () => {
    const diagnosed: number[] = [];
    diagnoseTogether(problem, () => null, (_slot, tensor) => {
      diagnosed.push(tensor);
      return UNEXPLAINED;
    }); // prettier-ignore
    expect(diagnosed).toEqual([0, 1, 2, 3]);
  });

  it('must have been found', () => {
    expect(together(SIGN, UNEXPLAINED, UPSTREAM, null)).toEqual([SIGN, UNEXPLAINED, UPSTREAM, null]);
  });
});

describe('the last wrong layer', () => {
  /** What comes of the tensors of a network whose layers are wrong up to the second; without that knowledge nothing is explained. */
  const together = (...first: (Diagnosis | null)[]) =>
    diagnoseTogether(
      problem,
      () => ({ wrongUpTo: 2 }) as LayerPlace,
      (_slot, tensor, place) => (place!.wrongUpTo === null ? UNEXPLAINED : first[tensor]!),
    );

  it.each([
    ['upstream of both', UPSTREAM, UPSTREAM],
    ['the same factor to four digits', scaled(3.70001), scaled(3.70021)],
    ['made of nothing right', SPREAD, UPSTREAM],
    ['silent in part', SIGN, null],
  ])('confirms a mistake before it: %s', (_what, weights, biases) => {
    expect(together(UPSTREAM, UPSTREAM, weights, biases)).toEqual([UPSTREAM, UPSTREAM, weights, biases]);
  });

  it.each([
    ['the right one in part', SIGN, UPSTREAM],
    ['two operations', SIGN, scaled(2)],
    ['two factors', scaled(3.7), scaled(3.702)],
  ])('contradicts it where its gradients are made of %s', (_what, weights, biases) => {
    const [W1, b1] = together(UPSTREAM, ENTRIES, weights, biases);
    expect([W1, b1]).toEqual([UNEXPLAINED, ENTRIES]);
  });
});
