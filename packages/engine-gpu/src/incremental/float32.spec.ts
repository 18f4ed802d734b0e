import { expect, it } from 'vitest';
import { isLost } from './float32.ts';

it.each([
  ['that is visible all the way', 2 ** -50, 2 ** -50, false],
  ['that weights enlarge by 2⁹', 2 ** -50, 2 ** -59, false],
  ['that weights enlarge by 2¹¹', 2 ** -50, 2 ** -61, true],
  ['that stays as small as what an entry’s error has', 2 ** -117, 0, false],
  ['that was nothing, and is more than that', 2 ** -115, 0, true],
])('an increment %s', (_what, increment, least, lost) => {
  expect(isLost(increment, least)).toBe(lost);
});
