import { describe, expect, it, vi } from 'vitest';
import { ignoresParameters } from './ignores-parameters.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

vi.mock('./slopes-at.ts');

const THETA = Float64Array.of(1, 2);
const SCALES = Float64Array.of(1, 2);
const GRAD = Float64Array.of(5, 6);
const BOUND = 1e-6;

/** Whether a gradient function ignores θ where J's slope changes by so much over a whole scale. */
const ignores = (change: number, gradientAt?: (theta: Float64Array) => Float64Array) => {
  vi.mocked(slopesAt).mockImplementation((_wrong, point) =>
    Promise.resolve([{ slope: change * (point[0]! - 1), bound: BOUND }]),
  );
  const wrong = { grad: GRAD, problem: { theta: THETA }, gradientAt } as WrongGradient;
  return ignoresParameters(wrong, SCALES, [Float64Array.of(1, 1)], undefined);
};
const same = () => GRAD.slice();

describe('a gradient function ignores its parameters', () => {
  it('where it stays the same at 1/64 of their scales beside θ, and the slopes differ by more than their bounds', async () => {
    expect(await ignores(1.5 * 64 * 2 * BOUND, same)).toBe(true);
    expect(await ignores(-1.5 * 64 * 2 * BOUND, same)).toBe(true);
    expect(await ignores(0.6 * 64 * 2 * BOUND, same)).toBe(false);
  });

  it('unless it follows them, or there is none', async () => {
    expect(await ignores(1, (theta) => theta.map((t) => 5 * t))).toBe(false);
    expect(await ignores(1)).toBe(false);
  });
});

describe('it does not ignore them', () => {
  it('where one entry follows', async () => {
    expect(await ignores(1, () => GRAD.with(1, 7))).toBe(false);
  });

  it('where slopes that are not 0 stay the same, or differ by just their bounds', async () => {
    const [bound, steep] = [2 ** -20, 3]; // exact, as are the changes
    const ignoresBut = (change: number) => {
      vi.mocked(slopesAt).mockImplementation((_wrong, point) =>
        Promise.resolve([{ slope: steep, bound }, { slope: steep + change * 64 * (point[0]! - 1), bound }]),
      ); // prettier-ignore
      const wrong = { grad: GRAD, problem: { theta: THETA }, gradientAt: same } as unknown as WrongGradient;
      return ignoresParameters(wrong, SCALES, [Float64Array.of(1, 1), Float64Array.of(1, -1)], undefined);
    };
    expect(await ignoresBut(0)).toBe(false);
    expect(await ignoresBut(2 * bound)).toBe(false);
    expect(await ignoresBut(3 * bound)).toBe(true); // along one of two directions
  });
});
