import { describe, expect, it } from 'vitest';
import { checkGradient } from '../check/check-gradient.ts';
import { projection } from './projection.ts';

const sizesOf = (outputs: readonly number[], seed = 3): number[] => {
  const undivided = projection(new Float64Array(outputs.length), seed);
  return Array.from(projection(Float64Array.from(outputs), seed), (r, k) => undivided[k]! / r);
};

describe('the weights of outputs', () => {
  it('are ±U[½, 3/2] by the seed where all outputs are 0', () => {
    const weights = projection(new Float64Array(200), 1);
    expect(weights.every((r) => Math.abs(r) >= 0.5 && Math.abs(r) < 1.5)).toBe(true);
    expect(new Set(weights.map(Math.sign))).toEqual(new Set([-1, 1]));
    expect(projection(new Float64Array(200), 1)).toEqual(weights);
    expect(projection(new Float64Array(200), 2)).not.toEqual(weights);
  });

  it('are divided by the size of each output, at least 2⁻²⁰ of the largest', () => {
    const sizes = sizesOf([-8, 1e-3, 0, 2 ** -18, 1e-30]);
    [8, 1e-3, 2 ** -17, 2 ** -17, 2 ** -17].forEach((size, k) =>
      expect(sizes[k]! / size, `output ${k}`).toBeCloseTo(1, 14),
    );
  });

  it('are finite where outputs are subnormal, and pass by what is not finite', () => {
    expect(projection(Float64Array.of(5e-324, 0, 1e-310), 0).every(Number.isFinite)).toBe(true);
    expect(sizesOf([2 ** -1010])[0]! / 2 ** -1000).toBeCloseTo(1, 14);
    const sizes = sizesOf([NaN, 4, Infinity]);
    [1, 4, 1].forEach((size, k) => expect(sizes[k]! / size, `output ${k}`).toBeCloseTo(1, 14));
  });
});

describe('many outputs of very different sizes', () => {
  const COUNT = 40;
  type Point = { u: Float64Array; v: Float64Array };
  const parameters: Point = { u: Float64Array.of(0.7, -0.4, 1.3), v: Float64Array.of(0.2, 0.9) };
  /** 10⁻³ … 10³, one after the other. */
  const scale = (k: number) => 10 ** (3 - (6 * k) / (COUNT - 1));
  const phase = ({ u, v }: Point, k: number) => u[k % 3]! * v[k % 2]! + 0.1 * k;
  const outputs = (at: Point) =>
    Float64Array.from({ length: COUNT }, (_, k) => scale(k) * Math.sin(phase(at, k)));
  const slope = (at: Point, k: number) => scale(k) * Math.cos(phase(at, k));

  /** The product, where the derivative of one output is `factor` times what it should be. */
  const vjpWith = (wrong: number, factor: number) => (at: Point, cotangent: Float64Array) => {
    const gradient = { u: new Float64Array(3), v: new Float64Array(2) };
    for (let k = 0; k < COUNT; k++) {
      const along = cotangent[k]! * slope(at, k) * (k === wrong ? factor : 1);
      gradient.u[k % 3]! += along * at.v[k % 2]!;
      gradient.v[k % 2]! += along * at.u[k % 3]!;
    }
    return gradient;
  };
  const seeds = [0, 1, 2, 3, 4];

  it.each(seeds)('a right product is correct: seed %d', async (seed) => {
    const report = await checkGradient({ parameters, outputs, vjp: vjpWith(0, 1) }, { seed });
    expect(report.verdict, report.reason).toBe('correct');
  });

  it.each(seeds.flatMap((seed) => [0, COUNT - 2, COUNT - 1].map((wrong) => [wrong, seed] as const)))(
    'a mistake of 0.1 % in output %d is found, large or small: seed %d',
    async (wrong, seed) => {
      const report = await checkGradient({ parameters, outputs, vjp: vjpWith(wrong, 1.001) }, { seed });
      expect(report.verdict, report.reason).toBe('incorrect');
    },
  );
});
