import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Suspect } from '../contract/entries.ts';
import type { Aggregate } from '../contract/sums.ts';
import { evidenceOf } from '../judge/evidence.fixture.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { notableEntries } from './notable-entries.ts';

const layout = layoutOf([{ name: 'w', shape: [20] }]);

/** What is found of entries of 1 whose numerical values are these at the first places. */
const found = (values: readonly number[], { error = 0, rounding = 0, verdict = 'correct' } = {}) => {
  const grad = new Float64Array(20).fill(1);
  const suspect: Suspect = { start: 0, gradapprox: Float64Array.from(values), error: new Float64Array(values.length).fill(error) };
  const claim = { rounding: new Float64Array(20).fill(rounding), precision: 'float64' as const, isCoarse: false, isUnmeasured: false };
  const evidence = evidenceOf(layout, { suspects: [suspect] } as unknown as Aggregate, grad, { claim });
  return notableEntries(layout, evidence, { tensors: [{ verdict }] } as unknown as Judgements);
}; // prettier-ignore

describe('entries that a norm allows', () => {
  it('are named where they are off by a hundredth, beyond their error and 16 roundings', () => {
    expect(found([1.0099])).toEqual([]);
    expect(found([1.0102])[0]).toMatchObject({ kind: 'entries', tensor: 'w', coordinates: 1 });
    expect(found([1.06], { error: 0.05 })).toEqual([]);
    expect(found([1.065], { error: 0.05 })).toHaveLength(1);
    expect(found([1.17], { rounding: 0.01 })).toEqual([]);
    expect(found([1.18], { rounding: 0.01 })).toHaveLength(1);
  });

  it('are told with their numbers, the largest first, eight of them, the others counted', () => {
    const [finding] = found(Array.from({ length: 11 }, (_, i) => 2 + i));
    expect(finding!.coordinates).toBe(11);
    expect(finding!.message).toMatch(/^w\[10\] is 1 where the numerical gradient has 12: it differs by 11 where its error is at most 0; w\[9\]/);
    expect(finding!.message).toContain('w[3] is');
    expect(finding!.message).not.toContain('w[2] is');
    expect(finding!.message).toContain('; and 3 more. The norm of the tensor allows them');
  }); // prettier-ignore

  it('are none of a tensor that is incorrect', () => {
    expect(found([2], { verdict: 'incorrect' })).toEqual([]);
  });
});
