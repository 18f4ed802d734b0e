import { expect, it } from 'vitest';
import { commonName } from './common-names.ts';

it.each([
  ['mse', 'mean-squared-error'],
  ['BCE', 'binary-cross-entropy'],
  ['cross_entropy', 'softmax-cross-entropy'],
  ['CrossEntropyLoss', 'softmax-cross-entropy'],
  ['linear', 'identity'],
  ['LeakyReLU', 'leaky-relu'],
  ['swish', null],
  ['relv', undefined],
  ['constructor', undefined],
])('%s is our %s', (name, ours) => {
  expect(commonName(name)).toBe(ours);
});
