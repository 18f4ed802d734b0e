import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { findingsOf } from './findings-of.ts';

const layout = layoutOf(Object.entries({ v: [1], w: [3] }).map(([name, shape]) => ({ name, shape })));

interface Told {
  readonly unmoved?: { readonly first: number; readonly entries: number };
  readonly isZero?: boolean;
}

/** What is found of v and w, where J's steps were searched (rough there) and where they were not. */
const found = ([v, w]: readonly [Told, Told], rough: readonly number[] | null = null) => {
  const [grad, gradapprox] = [1.5e-17, 3e-18].map((size) => sumOfSquares(Float64Array.of(size)));
  const tensors = [v, w].map(({ unmoved = null }, at) => ({ unmoved, coordinates: at === 0 ? 1 : 3, grad, gradapprox }));
  const kinks = { oneSided: { count: 1, first: [{ coordinate: 0, lower: 0, upper: 1 }] } };
  const search = rough && { rough, jumps: [] };
  const judged = [v, w].map(({ isZero }) => ({ verdict: 'correct', uncertainty: isZero ? 3e-18 : 2.9e-18 }));
  return findingsOf({ kind: 'layered', layout }, { tensors, kinks, search } as unknown as Aggregate, { tensors: judged } as unknown as Judgements);
}; // prettier-ignore

describe('parameters that J does not change with', () => {
  it.each<readonly [string, Told, Told, object, string]>([
    ['a tensor of one entry', { unmoved: { first: 0, entries: 1 } }, {}, { tensor: 'v', coordinates: 1 }, 'J does not change with v: the data never reaches this parameter ('], // prettier-ignore
    ['a whole tensor', {}, { unmoved: { first: 1, entries: 3 } }, { tensor: 'w', coordinates: 3 }, 'J does not change with all 3 entries of w: the data never reaches these parameters ('], // prettier-ignore
    ['some entries', {}, { unmoved: { first: 2, entries: 2 } }, { tensor: 'w', coordinates: 2 }, 'J does not change with 2 of 3 entries of w, the first w[1]: the data never reaches these parameters ('], // prettier-ignore
    ['an entry', {}, { unmoved: { first: 3, entries: 1 } }, { tensor: 'w', coordinates: 1 }, 'J does not change with 1 of 3 entries of w, the first w[2]: the data never reaches this parameter ('], // prettier-ignore
  ])('are named: %s', (_what, v, w, finding, words) => {
    const findings = found([v, w]);
    expect(findings).toMatchObject([{ kind: 'constant', ...finding }]);
    expect(findings[0]!.message).toContain(words);
  });
});

it('gradients that are 0 to round-off are told with both norms', () => {
  const findings = found([{}, { isZero: true }]);
  expect(findings).toMatchObject([{ kind: 'zero', tensor: 'w' }]);
  expect(findings[0]!.message).toContain('The gradient of w is 0 to round-off, and so is the numerical one (norms 1.5e-17 and 3.0e-18)'); // prettier-ignore
});

describe('where the steps were searched', () => {
  it('kinks and rough coordinates are found', () => {
    const findings = found([{}, {}], [1, 3]);
    expect(findings.map(({ kind, coordinates }) => [kind, coordinates])).toEqual([['kinks', 1], ['rough', 2]]); // prettier-ignore
    expect(findings[1]!.message).toContain('Along w[0], w[2] no step shows a derivative');
    expect(found([{}, {}], []).map(({ kind }) => kind)).toEqual(['kinks']);
  });

  it('else not: J may have any slope there', () => {
    expect(found([{}, {}])).toEqual([]);
  });
});
