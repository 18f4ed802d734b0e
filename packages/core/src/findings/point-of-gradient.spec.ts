import { describe, expect, it, vi } from 'vitest';
import { pointOfGradient } from './point-of-gradient.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

vi.mock('./slopes-at.ts');

const THETA = Float64Array.of(1, 1, 1, 1);
const GRAD = Float64Array.of(3, 0, 4, 0); // ‖grad‖ = 5
const DIRECTION = Float64Array.of(2, 2, 2, 2); // root mean square 2, grad·v = 14
const THRESHOLD = 1e-4;

/** The point that is told where the slope misses grad·v by 1 at θ, and by so much at 0, each known to a bound. */
const pointWhere = (missAtZero: number, bound: number) => {
  vi.mocked(slopesAt).mockImplementation((_wrong, point) => {
    const miss = point.every((value) => value === 0) ? missAtZero : 1;
    return Promise.resolve([{ slope: 14 + miss, bound }]);
  });
  const wrong = { grad: GRAD, problem: { theta: THETA }, threshold: THRESHOLD } as WrongGradient;
  return pointOfGradient(wrong, [DIRECTION], undefined);
};

describe('a gradient is that of another point where it misses the slopes', () => {
  it('by no more than their bounds and eight times the threshold of ‖grad‖ allow', async () => {
    const allowed = 8 * THRESHOLD * 5 * 2;
    expect(await pointWhere(0.7 * allowed, 0)).toContain('θ = 0');
    expect(await pointWhere(1.5 * allowed, 0)).toBeNull();
    expect(await pointWhere(-1.5 * allowed, 0)).toBeNull();
    expect(await pointWhere(1.1 * allowed, 0.3 * allowed)).toContain('θ = 0');
  });

  it('by no more than a tenth of what it misses them by at θ', async () => {
    expect(await pointWhere(0.07, 0.5)).toContain('θ = 0');
    expect(await pointWhere(0.15, 0.5)).toBeNull();
  });
});
