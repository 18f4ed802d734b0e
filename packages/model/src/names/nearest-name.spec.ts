import { describe, expect, it } from 'vitest';
import { didYouMean, nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['gradients', ['parameters', 'gradient'], 'gradient'],
    ['Leaky_ReLU', ['relu', 'leaky-relu'], 'leaky-relu'],
    ['rleu', ['gelu', 'relu'], 'relu'], // an exchange is one edit
    ['relu', ['gelu', 'relu'], 'relu'],
    ['abcd', ['wxyz'], undefined],
    ['abcd', ['abxy'], 'abxy'], // two edits
    ['abcd', ['axyz'], undefined], // three
    ['epsilonnxyz', ['epsilon', 'seed'], undefined], // four of eleven letters
    ['epsilonnx', ['epsilon', 'seed'], 'epsilon'],
    ['x'.repeat(101), ['x'.repeat(100)], undefined],
    ['x'.repeat(100), ['x'.repeat(99)], 'x'.repeat(99)],
    ['', ['a'], undefined],
    ['jsn', ['json'], 'json'],
    ['xml', ['html'], undefined], // two edits of three letters
    ['a', [], undefined],
  ])('%s of %j is %s', (given, known, name) => {
    expect(nearestName(given, known)).toBe(name);
  });

  it('is worded, or nothing', () => {
    expect(didYouMean('chekc', ['check'])).toBe('; did you mean "check"?');
    expect(didYouMean('chekc', ['submit'])).toBe('');
  });
});
