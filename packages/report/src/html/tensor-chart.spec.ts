import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { axisLabel } from './tensor-chart.ts';

it.each([
  ['layer10.weight', 'layer10.weight'],
  ['transformer.layers.3.attention.weight', 'tran…tion.weight'],
  ['transformer.layers.3.attention.bias', 'tran…ention.bias'],
])('writes %s beside the axis as %s', (name, label) => {
  expect(axisLabel(name)).toBe(label);
});

it('gives wide characters no more room than others', () => {
  expect(stringWidth(axisLabel('重み'.repeat(40)))).toBeLessThanOrEqual(16);
});
