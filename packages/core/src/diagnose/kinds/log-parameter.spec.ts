import { expect, it } from 'vitest';
import { suspect } from '../planted-tensor.fixture.ts';
import { logParameter } from './log-parameter.ts';

it('names the gradient by the logarithm, of a single entry, too', () => {
  for (const shape of [[1], [5], [3, 4]])
    for (let seed = 0; seed < 50; seed++) {
      const found = logParameter.explain(suspect(shape, seed, (right, theta) => right.map((g, i) => g * theta[i]!)));
      expect({ shape, seed, kind: found?.kind }).toEqual({ shape, seed, kind: 'log-parameter' });
    }
}); // prettier-ignore

it('names no quotient, and nothing that is 0', () => {
  expect(
    logParameter.explain(suspect([5], 3, (right, theta) => right.map((g, i) => g / theta[i]!))),
  ).toBeNull();
  expect(logParameter.explain(suspect([5], 3, (right) => right.map(() => 0)))).toBeNull();
});
