import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Derivatives } from '../contract/engine.ts';
import type { Shard } from '../contract/shards.ts';
import { norm, ZERO } from '../numerics/sum-of-squares.ts';
import { compareDerivatives, type ShardCheck } from './compare-shard.ts';

const layout = layoutOf([
  { name: 'V', shape: [1030] },
  { name: 'W', shape: [4] },
]);
/** V's second block, and all of W. */
const shard: Shard = { start: 1024, end: 1034 };
const SIZE = shard.end - shard.start;

const derivatives: Derivatives = {
  values: new Float64Array(SIZE).fill(1),
  errorBound: null,
  evaluations: 20,
  kinks: { coordinates: [], resolved: false, at: 0, oneSided: [] },
  nonFinite: null,
};
/** grad is 1 but at some coordinates. */
const gradOf = (entries: Readonly<Record<number, number>>): Float64Array =>
  Float64Array.from({ length: layout.size }, (_, i) => entries[i] ?? 1);
const check: ShardCheck = {
  layout,
  theta: new Float64Array(layout.size),
  grad: gradOf({}),
  epsilon: 1e-7,
  threshold: 1e-7,
};
const compare = (found: Partial<Derivatives>, given: Partial<ShardCheck> = {}) =>
  compareDerivatives({ ...derivatives, ...found }, shard, { ...check, ...given });

describe('the comparison of a shard', () => {
  it('sums the residuals of each of its blocks', () => {
    const { blocks } = compare({}, { grad: gradOf({ 0: 50, 1024: 4, 1029: -3, 1030: 2 }) });
    expect(blocks.map(({ tensor, start, end }) => [tensor, start, end])).toEqual([[0, 1024, 1030], [1, 1030, 1034]]); // prettier-ignore
    expect(blocks.map(({ residual }) => norm(residual))).toEqual([5, 1]);
    expect(blocks.map(({ beyond }) => beyond)).toEqual([ZERO, ZERO]); // both are suspects
    expect(blocks.map(({ error }) => norm(error))).toEqual([0, 0]);
  });

  it('adds half of the change of slope to the error of what crosses a kink, unless the kink is resolved', () => {
    const halfJumps = new Float64Array(SIZE).fill(0.5);
    const errors = (resolved: boolean, found: Partial<Derivatives> = { halfJumps }) =>
      compare({ kinks: { ...derivatives.kinks, coordinates: [1029], resolved }, ...found }).blocks.map(
        ({ error, kinkError, largestError }) => [norm(error), norm(kinkError), largestError],
      );
    expect(errors(false)).toEqual([[0.5, 0.5, 0.5], [0, 0, 0]]);
    expect(errors(true)).toEqual([[0, 0, 0], [0, 0, 0]]);
    expect(errors(false, {})).toEqual([[Infinity, Infinity, 0], [0, 0, 0]]); // it isn't known
  }); // prettier-ignore

  it('takes the slope between those of a kink’s sides that is nearest to the gradient', () => {
    const sides = (slope: number) => ({ slope, bound: 0 });
    const oneSided = [{ coordinate: 1028, lower: sides(1), upper: sides(3) }];
    for (const [grad, nearest] of [[2, 2], [5, 3], [-1, 1]] as const) {
      let given: Float64Array | null = null;
      const onGradapprox = (_: Shard, gradapprox: Float64Array) => (given = gradapprox);
      compare({ kinks: { ...derivatives.kinks, oneSided } }, { grad: gradOf({ 1028: grad }), onGradapprox });
      expect(given).toEqual(new Float64Array(SIZE).fill(1).with(4, nearest));
    }
  }); // prettier-ignore

  it('takes a searched bound twice for the error, another once', () => {
    const search = { steps: {}, jumps: [], rough: [], constant: [1027] };
    const errorBound = new Float64Array(SIZE).fill(1e-9);
    const sums = (found: Partial<Derivatives>) => {
      const { blocks, unmoved } = compare({ errorBound, ...found }, { grad: gradOf({ 1024: 1 + 5e-9 }) });
      return { unmoved, first: [blocks[0]!.largestError, norm(blocks[0]!.beyond)] };
    };
    expect(sums({ search })).toEqual({ unmoved: { 0: { first: 1027, entries: 1 } }, first: [2e-9, expect.closeTo(3e-9, 15)] }); // prettier-ignore
    expect(sums({}).first).toEqual([1e-9, expect.closeTo(4e-9, 15)]);
  });

  it('has an infinite error where a derivative can’t be had, which counts as 0', () => {
    const { blocks, suspects } = compare({ values: derivatives.values.with(0, NaN) });
    expect([norm(blocks[0]!.error), norm(blocks[0]!.gradapprox), norm(blocks[0]!.residual)]).toEqual([Infinity, Math.sqrt(5), NaN]); // prettier-ignore
    expect(suspects.map(({ start, error }) => [start, error[0]])).toEqual([[1024, Infinity]]);
  });

  it('names what J does not change with, and what is not finite, by tensor', () => {
    const values = derivatives.values.with(2, 0).with(3, 0).with(8, 0);
    const found = compare({ values }, { grad: gradOf({ 1023: NaN, 1025: NaN, 1031: Infinity, 1033: NaN }) });
    expect(found.unmoved).toEqual({ 0: { first: 1026, entries: 2 }, 1: { first: 1032, entries: 1 } });
    expect(found.nonFiniteGradient).toEqual({ 0: { first: 1025, entries: 1 }, 1: { first: 1031, entries: 2 } });
  }); // prettier-ignore

  it('gives the control its sample within the shard, with the size of the known error, but for kinks', () => {
    const oneSided = [{ coordinate: 1028, lower: { slope: 1, bound: 0 }, upper: { slope: 3, bound: 0 } }];
    const values = derivatives.values.map((_, i) => i - 10);
    const theta = check.theta.with(1024, 2 ** 52); // ± 0.8 is rounded to ± 1: a quarter too far
    const sample = [0, 1023, 1024, 1028, 1033, 1034];
    const found = compare(
      { values, kinks: { ...derivatives.kinks, oneSided } },
      { theta, sample, epsilon: 0.8 },
    );
    expect(found.sample.map(({ coordinate, gradapprox }) => [coordinate, gradapprox])).toEqual([[1024, -10], [1033, -1]]); // prettier-ignore
    expect(found.sample[0]!.error).toBeCloseTo(2.5, 12);
    expect(found.sample[1]!.error).toBe(0);
  });
});
