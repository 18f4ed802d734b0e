import { reportFromJson } from '@gradproof/core';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

// Problems with gradients by PyTorch that were once judged wrong; each stands for a kind (engine-cpu's and core's specs have more of each).

const check = async (name: string, ...options: string[]) => {
  const folder = fileURLToPath(new URL(`judged/${name}`, import.meta.url));
  const { out, status } = await runCaptured(['check', folder, '--json', ...options]);
  return { status, report: reportFromJson(out) };
};

describe('gradients that PyTorch users have', () => {
  it.each([
    ['float32-torch', 'float32'],
    ['float32-digits', 'float32'],
    ['float32-wine', 'float32'],
    ['float32-small-loss', 'float32'], // its costValue is off by 1.5e-5 of itself
    ['saturated-tanh', 'float64'],
    ['underflow', 'float64'],
    ['outlier', 'float64'],
    ['saturated-cost', 'float64'],
  ])('%s, right, is correct, and the report says what would have been seen', async (name, precision) => {
    const { status, report } = await check(name);
    expect([status, report.verdict], report.reason).toEqual([0, 'correct']);
    expect(report.gradientPrecision?.precision).toBe(precision);
    expect(report.threshold).toBe(2e-7);
    expect(report.reason).toContain('would have been seen');
    if (report.tensors.some(({ difference }) => difference > 2e-7))
      expect(report.reason).toMatch(/above the threshold, but .* is up to/);
  });

  it('are wrong where a tensor is negated beside an input of a million', async () => {
    const { status, report } = await check('outlier-sign');
    expect(status).toBe(1);
    expect(report.tensors.filter(({ verdict }) => verdict !== 'correct').map(({ name }) => name)).toEqual(['W1']); // prettier-ignore
  });

  it('are judged on a gpu whose float32 underflows: the device is not to blame', async () => {
    const { status, report } = await check('underflow', '--engine', 'gpu', '--device', 'webasm');
    expect([status, report.verdict], report.reason).toEqual([0, 'correct']);
  });
});
