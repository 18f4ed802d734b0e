import { describe, expect, it } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { checkGradient } from './check-gradient.ts';

// Functions that were once judged wrong, and their kinds.

const SEEDS = Array.from({ length: 12 }, (_, k) => k + 1);
type Vector = readonly number[];

/** The verdict on a gradient of a function of x. */
const verdictOn = async (x: Vector, cost: (x: Vector) => number, gradient: Vector, seed = 0) => {
  const report = await checkGradient(
    { parameters: { x: Float64Array.from(x) }, cost: ({ x: at }) => cost([...at]), gradient: { x: Float64Array.from(gradient) } },
    { seed },
  ); // prettier-ignore
  return report.verdict;
};

describe('a hinge that is not active', () => {
  it.each(SEEDS)('leaves a coordinate flat: seed %d', async (seed) => {
    const random = createRandom(seed);
    const [u, v, height] = [1 + 3 * random(), 1 + random(), 10 * random()];
    const t = u * (1 + 10 ** (-2 - 6 * random()));
    const cost = ([a, b]: Vector) => height * Math.max(0, a! - t) + b! ** 2;
    expect(await verdictOn([u, v], cost, [0, 2 * v])).toBe('correct');
    expect(await verdictOn([u, v], cost, [height, 2 * v])).not.toBe('correct');
  });
});

describe('a kink beside θ', () => {
  it.each([1e-9, 1e-8, 1e-7, 1e-5, 1e-3])('is no tie: %d away the other side’s slope is wrong', async (distance) => {
    for (const seed of SEEDS) {
      const u = 1 + distance;
      const cost = ([a, b]: Vector) => 3 * Math.max(0, a! - 1) + Math.exp(a!) + b! ** 2;
      expect(await verdictOn([u, 1.5], cost, [Math.exp(u) + 3, 3], seed), `seed ${seed}`).toBe('correct');
      expect(await verdictOn([u, 1.5], cost, [Math.exp(u), 3], seed), `seed ${seed}`).toBe('incorrect');
    }
  }); // prettier-ignore
});

describe('a tie', () => {
  const largest = (x: Vector) => Math.max(...x) ** 2;
  const at = [2, 2, 2];

  it.each([[4, 0, 0], [0, 0, 4], [4 / 3, 4 / 3, 4 / 3], [2, 2, 0]])('of three in max has a gradient of %d, %d, %d', async (...claim) => {
    expect(await verdictOn(at, largest, claim)).toBe('correct');
  }); // prettier-ignore

  it.each([[4, 4, 4], [0, 0, 0], [4, 4, 0], [3.6, 0, 0], [8, 0, 0], [-4, 4, 4]])('of three in max has none of %d, %d, %d', async (...claim) => {
    expect(await verdictOn(at, largest, claim)).toBe('incorrect');
  }); // prettier-ignore

  it.each([0, 2])('that isn’t one, relu(x) − relu(−x), has the slope of x, not %d', async (claim) => {
    const relu = (v: number) => Math.max(v, 0);
    const cost = ([a, b]: Vector) => relu(a!) - relu(-a!) + b! ** 2;
    expect(await verdictOn([0, 1], cost, [1, 2])).toBe('correct');
    expect(await verdictOn([0, 1], cost, [claim, 2])).toBe('incorrect');
  });

  it('that others hide, of a median, may have any of its orders’ gradients', async () => {
    const median = (x: Vector) => [...x].sort((a, b) => a - b)[1]! ** 2;
    for (const claim of [[4, 0, 0], [0, 4, 0], [0, 0, 4]])
      expect(await verdictOn(at, median, claim), String(claim)).toBe('correct');
    for (const claim of [[4, 4, 0], [8, 0, 0], [2, 0, 0], [0, 0, 0]])
      expect(await verdictOn(at, median, claim), String(claim)).not.toBe('correct');
  }); // prettier-ignore
});

describe('an uncertain entry', () => {
  it.each([1.5, 1.4, 1.3, 1.2, 1.1])('hides nothing beside it: |x|^%d at 0', async (power) => {
    const cost = ([a, b, c]: Vector) => Math.abs(a!) ** power + b! ** 2 + c! ** 2;
    for (const off of [1e-5, 1e-3])
      expect(await verdictOn([0, 1.3, 0.7], cost, [0, 2.6 * (1 + off), 1.4 * (1 + off)]), `${off}`).toBe('incorrect'); // prettier-ignore
    expect(await verdictOn([0, 1.3, 0.7], cost, [0, 2.6, 1.4])).not.toBe('incorrect');
  });

  it('saves no gradient that was never written', async () => {
    const cost = ([u, v]: Vector) => Math.max(0, 3 * (u! - 1)) + v! ** 2;
    for (const u of [0.9999953, 0.99, 1, 0.999999999])
      expect(await verdictOn([u, 1.7567], cost, [0, 0]), `${u}`).toBe('incorrect');
  });
});

describe('an entry that its tensor’s norm allows', () => {
  it('is found, and makes no verdict', async () => {
    const x = [3.6e-12, 1.1, 3.6e-12];
    const right = x.map((v) => 1 - 0.01 / v);
    const on = (gradient: readonly number[]) =>
      checkGradient({
        parameters: { x },
        cost: ({ x: at }) => at.reduce((sum, v) => sum + v - 0.01 * Math.log(v), 0),
        gradient: { x: gradient },
      });
    const entries = ({ findings }: Awaited<ReturnType<typeof on>>) =>
      findings!.filter(({ kind }) => kind === 'entries');
    expect(entries(await on(right))).toEqual([]);
    for (const wrong of [-right[1]!, 0, 2 * right[1]!]) {
      const report = await on(right.with(1, wrong));
      expect(report.verdict).toBe('correct');
      expect(entries(report)[0]!.message).toContain('x[1] is');
    }
  });
});

describe('float32 inside the cost', () => {
  const round = Math.fround;
  const inputs = Array.from({ length: 32 }, (_, i) => round(Math.sin(i * 1.7)));
  const labels = inputs.map((x, i) => (x + Math.cos(5 * i) > 0 ? 1 : 0));
  const cost = ([w, b]: Vector): number => {
    let sum = 0;
    inputs.forEach((x, i) => {
      const z = round(round(round(w!) * x) + round(b!));
      sum = round(sum + round(Math.max(z, 0) - z * labels[i]! + Math.log1p(Math.exp(-Math.abs(z)))));
    });
    return round(sum / 32);
  };
  const gradient = ([w, b]: Vector): number[] => {
    const errors = inputs.map((x, i) => (1 / (1 + Math.exp(-w! * x - b!)) - labels[i]!) / 32);
    return [errors.reduce((sum, e, i) => sum + e * inputs[i]!, 0), errors.reduce((sum, e) => sum + e, 0)];
  };

  it.each([0, 1e-3, 0.1, 1])('is as conclusive with a bias of 0 as with another: %d', async (b) => {
    const [w, d] = gradient([1.5, b]);
    const check = (gradientOf: { w: number; b: number }) =>
      checkGradient({ parameters: { w: 1.5, b }, cost: ({ w: at, b: bias }) => cost([at, bias]), gradient: gradientOf }); // prettier-ignore
    expect((await check({ w: w!, b: d! })).verdict).toBe('correct');
    expect((await check({ w: -w!, b: d! })).verdict).toBe('incorrect');
    expect((await check({ w: w!, b: -d! })).verdict).toBe('incorrect');
  });
});

describe('the edge of the domain', () => {
  const throwing = (x: number): number => {
    if (x > 1) throw new RangeError(`x must be at most 1, not ${x}`);
    return Math.sqrt(2 - x);
  };

  it.each<[string, (x: number) => number]>([
    ['NaN', (x) => (x > 1 ? NaN : Math.sqrt(2 - x))],
    ['Infinity', (x) => (x > 1 ? Infinity : Math.sqrt(2 - x))],
    ['a throw', throwing],
  ])('has the one-sided derivative: %s beyond it', async (_what, f) => {
    const cost = ([a, b]: Vector) => f(a!) + b! ** 2;
    expect(await verdictOn([1, 0.5], cost, [-0.5, 1])).toBe('correct');
    expect(await verdictOn([1, 0.5], cost, [0.5, 1])).toBe('incorrect');
    expect(await verdictOn([1, 0.5], cost, [0, 1])).toBe('incorrect');
  });
});

describe('the Taylor remainder', () => {
  it.each(SEEDS)('makes no check of every coordinate inconclusive: seed %d', async (seed) => {
    const random = createRandom(seed);
    const x = Array.from({ length: 2 }, () => 4 * random() - 2);
    const cost = ([a, b]: Vector) => Math.max(a!, b!) + 0.1 * a! ** 2;
    const gradient = [(x[0]! > x[1]! ? 1 : 0) + 0.2 * x[0]!, x[1]! > x[0]! ? 1 : 0];
    expect(await verdictOn(x, cost, gradient, seed)).toBe('correct');
  });
});
