import { describe, expect, it } from 'vitest';
import { suspectsOf } from '../planted-gradient.fixture.ts';
import { swapped } from './swapped.ts';

describe('swapped', () => {
  const found = (shapes: readonly (readonly number[])[], plant: Parameters<typeof suspectsOf>[0]['plant']) =>
    suspectsOf({ shapes, seed: 5, plant }).map((tensor) => swapped.explain(tensor));

  it('names the other tensor, and both in the same words', () => {
    const [first, second, third] = found([[3], [2, 2], [3]], ([a, b, c]) => [c!, b!, a!]);
    expect(first).toEqual({ kind: 'swapped', message: 'dw0 and dw2 are swapped: each is the numerical gradient of the other', with: 'w2', mutual: true }); // prettier-ignore
    expect(third).toEqual({ ...first, with: 'w0' });
    expect(second).toBeNull();
  });

  it('says so where a gradient is returned under two names', () => {
    const [, second] = found([[4], [4]], ([a]) => [a!, a!]);
    expect(second).toMatchObject({ with: 'w0', mutual: false });
    expect(second!.message).toBe('dw1 is the numerical gradient of w0: the wrong one is returned under this name'); // prettier-ignore
  });

  it('takes two equal numbers for an accident, two pairs of them not', () => {
    expect(found([[1], [1]], ([a]) => [a!, a!])[1]).toBeNull();
    expect(found([[1], [1]], ([a, b]) => [b!, a!])[1]).toMatchObject({ mutual: true });
  });

  it('needs the same number of entries', () => {
    expect(found([[4], [2]], ([a, b]) => [a!.map((g) => g + 1), b!])[0]).toBeNull();
  });
});
