import { expect, it } from 'vitest';
import { countText } from './number-text.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [467_713, '467,713'],
  [1_195_018, '1,195,018'],
])('writes %d as %s', (count, text) => {
  expect(countText(count)).toBe(text);
});
