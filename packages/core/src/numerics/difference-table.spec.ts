import { describe, expect, it } from 'vitest';
import { noiseOfTable } from './difference-table.ts';
import { createRandom } from './random.ts';

const table = (f: (t: number) => number): Float64Array =>
  Float64Array.from({ length: 9 }, (_, k) => f(k / 8));
const smooth = (t: number): number => 3 + Math.sin(t / 10) + t * t;

describe('noiseOfTable', () => {
  it.each([1e-3, 1e-6, 1e-12])(
    'finds noise of size %d on top of a smooth function within a factor of 4',
    (size) => {
      const random = createRandom(1);
      const estimates = Array.from({ length: 200 }, () =>
        noiseOfTable(table((t) => smooth(t / 100) + size * (random() - 0.5))),
      );
      const settled = estimates.filter((sigma) => sigma !== null).sort((a, b) => a - b);
      const truth = size / Math.sqrt(12); // uniform
      expect(settled.length).toBeGreaterThan(150);
      const median = settled[Math.floor(settled.length / 2)]!;
      expect(median / truth).toBeGreaterThan(1 / 4);
      expect(median / truth).toBeLessThan(4);
    },
  );

  it('finds no noise in a constant', () => {
    expect(noiseOfTable(table(() => 7))).toBe(0);
    expect(noiseOfTable(new Float64Array(9))).toBe(0);
  });

  it('does not take a kink for noise that has settled at its size', () => {
    const sigma = noiseOfTable(table((t) => Math.abs(t - 0.5)));
    expect(sigma === null || sigma < 0.1).toBe(true);
  });

  it.each([
    [5, true],
    [10, false],
  ])('takes levels within a factor of 4 for noise: those of a wave of %d points, %s', (points, isNoise) => {
    // the k-th differences of a wave are (2 sin(π/points))ᵏ as large: level 1 is so many times level 3
    const ratio = Math.sqrt(10) / (2 * Math.sin(Math.PI / points)) ** 2; // γ₁/γ₃ = 10
    expect(ratio < 4).toBe(isNoise);
    const wave = Float64Array.from({ length: 9 }, (_, k) => Math.sin((2 * Math.PI * k) / points + 0.5));
    expect(noiseOfTable(wave) !== null).toBe(isNoise);
    const squares = wave.subarray(1).map((value, k) => (value - wave[k]!) ** 2);
    const first = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length / 2); // γ₁ = ½
    if (isNoise) expect(noiseOfTable(wave)! / first).toBeCloseTo(1, 12); // further levels fall below a quarter
  });

  it('does not settle on a line, nor on two levels alone', () => {
    expect(noiseOfTable(Float64Array.from({ length: 9 }, (_, k) => 3 * k))).toBeNull();
    // differences 101, 98, 102, then −3, 4, then 7: deviations 71, 1.44, 1.57
    expect(noiseOfTable(Float64Array.of(0, 101, 199, 301))).toBeNull();
  });

  it.each([1, -1])(
    'takes no level for noise whose differences have one sign or none: stairs of %d',
    (step) => {
      const stairs = Float64Array.from({ length: 9 }, (_, k) => step * Math.floor(k / 2));
      expect(noiseOfTable(stairs)).toBeCloseTo(Math.sqrt(1 / 6), 12); // the second differences are ±1, γ₂ = 1/6
    },
  );
});
