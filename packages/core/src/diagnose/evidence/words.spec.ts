import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { counted, gradientName, indexText, listInWords, numberInWords } from './words.ts';

describe('slices in words', () => {
  it('names slices of three axes so that it can be read', () => {
    const swapped = suspect([2, 3, 4], 5, (right) => right.map((_, at) => right[(at + 12) % 24]!));
    expect(diagnose(swapped).message).toContain('its slices 0 and 1 along axis 0 are swapped');
    const rolled = suspect([3, 3, 4], 5, (right) => right.map((_, at) => right[(at + 24) % 36]!));
    expect(diagnose(rolled).message).toContain('its slices along axis 0 are rolled by 1');
    const wrong = suspect([2, 3, 4], 5, (right) => right.map((g, at) => (at === 1 || at === 6 ? g + at : g)));
    expect(diagnose(wrong).message).toContain('wrong, all in slice 0 along axis 0 (');
  });
});

describe('in words', () => {
  it.each([
    [2, '2'],
    [1 / 3, '0.3333'],
    [12345, '12350'],
    [0.000123456, '0.0001235'], // nine characters
    [-0.000123456, '-1.23e-4'], // ten
    [1.2e-9, '1.2e-9'],
    [-1.23456e-10, '-1.23e-10'],
  ])('a number: %d', (value, text) => {
    expect(numberInWords(value)).toBe(text);
  });

  it('a list names four', () => {
    expect(listInWords([])).toBe('');
    expect(listInWords(['a'])).toBe('a');
    expect(listInWords(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
    expect(listInWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d and 1 more');
    expect(listInWords(['a', 'b', 'c', 'd', 'e'], 17)).toBe('a, b, c, d and 13 more');
  });

  it('gradients, indices and counts', () => {
    expect([gradientName('W1'), gradientName('θ'), gradientName('weights')]).toEqual(['dW1', 'dθ', 'the gradient of weights']); // prettier-ignore
    expect([indexText([]), indexText([3, 7])]).toEqual(['', '[3,7]']);
    expect([counted(1, 'row', 'rows'), counted(2, 'row', 'rows')]).toEqual(['1 row', '2 rows']);
  });
});
