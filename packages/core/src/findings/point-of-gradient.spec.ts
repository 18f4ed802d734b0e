import { describe, expect, it, vi } from 'vitest';
import { pointOfGradient } from './point-of-gradient.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

vi.mock('./slopes-at.ts');

const THETA = Float64Array.of(1, 1, 1, 1);
const GRAD = Float64Array.of(3, 0, 4, 0); // ‖grad‖ = 5
const DIRECTION = Float64Array.of(2, 2, 2, 2); // root mean square 2, grad·v = 14
const THRESHOLD = 1e-4;

const whereOf = async (point: ReturnType<typeof pointOfGradient>) => (await point)?.where ?? null;

/** The point that is told where the slope misses grad·v by 1 at θ, and by so much at 0, each known to a bound. */
const pointWhere = (missAtZero: number, bound: number) => {
  vi.mocked(slopesAt).mockImplementation((_wrong, point) => {
    const miss = point.every((value) => value === 0) ? missAtZero : 1;
    return Promise.resolve([{ slope: 14 + miss, bound }]);
  });
  const wrong = { grad: GRAD, problem: { theta: THETA }, threshold: THRESHOLD } as WrongGradient;
  return whereOf(pointOfGradient(wrong, [DIRECTION], undefined));
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

describe('a step of gradient descent', () => {
  /** The point that is told where the slopes are those of grad at θ + η·grad, and the slope along another direction misses by so much there. */
  const pointAt = (eta: number, missAcross = 0) => {
    vi.mocked(slopesAt).mockImplementation((_wrong, point, directions) => {
      const at = (point[0]! - THETA[0]!) / GRAD[0]!;
      const slopes = [14 + 4 * (at - eta), 14 + missAcross + 4 * (at - eta)];
      return Promise.resolve(directions.map((_, k) => ({ slope: slopes[k]!, bound: 1e-9 })));
    });
    const wrong = { grad: GRAD, problem: { theta: THETA }, threshold: THRESHOLD } as WrongGradient;
    return whereOf(pointOfGradient(wrong, [DIRECTION, DIRECTION], undefined));
  };

  it('is told by its length, before θ or after it', async () => {
    expect(await pointAt(0.25)).toBe('It is the gradient at θ + 0.250·grad, as if it were evaluated before a step of gradient descent of that length.'); // prettier-ignore
    expect(await pointAt(-0.125)).toBe('It is the gradient at θ − 0.125·grad, as if it were evaluated after a step of gradient descent of that length.'); // prettier-ignore
  });

  it('must fit along every direction', async () => {
    const allowed = 8 * THRESHOLD * 5 * 2;
    expect(await pointAt(0.25, 0.7 * allowed)).not.toBeNull();
    expect(await pointAt(0.25, 1.5 * allowed)).toBeNull();
  });

  it('is not tried where none is found, or θ itself', async () => {
    const triedBeside = async (slopeOf: (at: number) => number) => {
      let calls = 0;
      vi.mocked(slopesAt).mockImplementation((_wrong, point, directions) => {
        if (directions.length === 2) calls++;
        const at = (point[0]! - THETA[0]!) / GRAD[0]!;
        return Promise.resolve(directions.map((_, k) => ({ slope: k === 0 ? slopeOf(at) : 99, bound: 0.5 })));
      });
      const wrong = { grad: GRAD, problem: { theta: THETA }, threshold: THRESHOLD } as WrongGradient;
      expect(await pointOfGradient(wrong, [DIRECTION, DIRECTION], undefined)).toBeNull();
      return calls - 2; // at θ and at 0
    };
    expect(await triedBeside(() => 20)).toBe(0);
    expect(await triedBeside((at) => 20 - 16 * (at - 1))).toBe(1);
  });
});

it('a miss by just what is allowed fits', async () => {
  vi.mocked(slopesAt).mockImplementation((_wrong, point) =>
    Promise.resolve([{ slope: 14 + (point[0] === 0 ? 2 ** -10 : 1), bound: 2 ** -10 }]),
  );
  const wrong = { grad: GRAD, problem: { theta: THETA }, threshold: 0 } as WrongGradient;
  expect(await whereOf(pointOfGradient(wrong, [DIRECTION], undefined))).toContain('θ = 0');
});
