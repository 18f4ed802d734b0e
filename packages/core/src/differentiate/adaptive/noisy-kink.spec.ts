import { describe, expect, it } from 'vitest';
import type { Line, LineDerivative } from '../../contract/line.ts';
import { createRandom } from '../../numerics/random.ts';
import { differentiateLine } from './differentiate-line.ts';
import { answer } from './run-synchronously.ts';

const SIGMA = 1e-7;

interface Kinked {
  /** Slopes left and right of the kink. */
  readonly left: number;
  readonly right: number;
  /** Where it is. */
  readonly place: number;
}

/** 1 + a kinked line + curvature of its own on each side, with uniform noise of deviation σ. */
const search = ({ left, right, place }: Kinked, seed: number): LineDerivative => {
  const random = createRandom(seed);
  const exact = (t: number) =>
    1 + (t < place ? left * (t - place) + 0.2 * t * t : right * (t - place) - 0.3 * t * t);
  const noise = () => (random() - 0.5) * Math.sqrt(12) * SIGMA;
  const line: Line = { cost: exact(0) + noise(), sigma: SIGMA, size: 1, scale: 1, reach: 1, at: 0, single: false, unscaled: false, refinement: { needed: 1e-3, amongKinks: true } }; // prettier-ignore
  return answer(differentiateLine(line), (t) => exact(t) + noise());
};

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

/** Slopes of ReLU's, leaky ReLU's, of alike and of opposite sides, by seed. */
const slopesOf = (seed: number): Pick<Kinked, 'left' | 'right'> => {
  const random = createRandom(seed + 11);
  const [one, other] = [2 * random() - 1, [0, 0.01, -1, 3][seed % 4]!];
  return { left: one, right: one * other };
};

const within = (slope: number, at: { readonly slope: number; readonly bound: number }) =>
  Math.abs(slope - at.slope) <= at.bound;

describe('a kink at 0 among noise', () => {
  it('has two slopes, each within its bound, which is what is needed', () => {
    for (const seed of SEEDS) {
      const { left, right } = slopesOf(seed);
      const found = search({ left, right, place: 0 }, seed);
      if (found.kind !== 'kink') expect.fail(`seed ${seed}: ${found.kind}`);
      expect(within(left, found.left) && within(right, found.right), `seed ${seed}`).toBe(true);
      expect(Math.max(found.left.bound, found.right.bound), `seed ${seed}`).toBeLessThanOrEqual(1e-3);
      expect(found.left.bound, `seed ${seed}`).toBeGreaterThan(1e-6);
    }
  });

  it('is one, too, so near beside 0 that noise hides on which side 0 is: at w·d = σ', () => {
    for (const seed of SEEDS) {
      const { left, right } = slopesOf(seed);
      const place = ((seed % 2 === 0 ? 1 : -1) * SIGMA) / Math.abs(right - left);
      const found = search({ left, right, place }, seed);
      if (found.kind !== 'kink') expect.fail(`seed ${seed}: ${found.kind}`);
      expect(within(left, found.left) && within(right, found.right), `seed ${seed}`).toBe(true);
    }
  });

  it('isn’t one at w·d = 64σ and more: the slope is that of 0’s side', () => {
    for (const seed of SEEDS) {
      const { left, right } = slopesOf(seed);
      const place = ((seed % 2 === 0 ? 64 : -4096) * SIGMA) / Math.abs(right - left);
      const found = search({ left, right, place }, seed);
      expect(found.kind, `seed ${seed}`).not.toBe('kink');
      const { slope, bound } = found as Extract<LineDerivative, { kind: 'fit' }>;
      expect(within(place > 0 ? left : right, { slope, bound: 2 * bound }), `seed ${seed}`).toBe(true);
    }
  });

  it('isn’t seen in a J without one', () => {
    for (const seed of SEEDS) {
      const slope = 2 * createRandom(seed)() - 1;
      const found = search({ left: slope, right: slope, place: 0 }, seed);
      expect(found.kind, `seed ${seed}`).not.toBe('kink');
    }
  });
});
