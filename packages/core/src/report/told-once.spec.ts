import { describe, expect, it } from 'vitest';
import { toldOnce } from './told-once.ts';

const messages = (...told: readonly (readonly [name: string, message: string])[]) =>
  toldOnce(told.map(([name, message]) => ({ name, message }))).map(({ message }) => message);

describe('sentences on several tensors', () => {
  it('are told once where they differ by the name alone', () => {
    expect(messages(['W1', 'dW1 is 2 times W1'], ['b1', 'db1 is zero'], ['W2', 'dW2 is 2 times W2'])).toEqual(
      ['2 tensors: dW1 is 2 times W1; the same of W2', 'db1 is zero'],
    );
  });

  it('are told as they are where they are the same to the letter', () => {
    expect(messages(['a', 'da and db are swapped'], ['b', 'da and db are swapped'])).toEqual(['da and db are swapped']); // prettier-ignore
  });

  it('name four of the others, and end as a sentence does', () => {
    const told = Array.from({ length: 7 }, (_, k) => [`w.${k}`, `J ignores w.${k}.`] as const);
    expect(messages(...told)).toEqual([
      '7 tensors: J ignores w.0; the same of w.1, w.2, w.3, w.4 and 2 more.',
    ]);
  });

  it('are not the same where a number differs, or a name is a part of a longer one', () => {
    expect(messages(['w', 'dw is 2 times too large'], ['v', 'dv is 3 times too large'])).toHaveLength(2);
    expect(messages(['t', 'dt is that'], ['h', 'dh is that'])).toEqual([
      '2 tensors: dt is that; the same of h',
    ]);
  });

  it('of a Jacobian are compared without the output', () => {
    expect(messages(['y[0] by W', 'y[0]: dW is zero'], ['y[1] by W', 'y[1]: dW is zero'])).toEqual([
      '2 tensors: y[0]: dW is zero; the same of y[1] by W',
    ]);
  });

  it('of no tensor are left alone', () => {
    expect(messages(['', 'J jumps'], ['', 'J is rough'])).toEqual(['J jumps', 'J is rough']);
  });
});
