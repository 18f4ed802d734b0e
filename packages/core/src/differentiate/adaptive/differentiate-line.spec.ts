import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineDerivative } from '../../contract/line.ts';
import { createRandom } from '../../numerics/random.ts';
import { differentiateLine } from './differentiate-line.ts';
import { answer } from './run-synchronously.ts';

/** The standard deviation of rounding to float64, relatively. */
const ROUNDING = Number.EPSILON / Math.sqrt(12);

interface Asked {
  readonly scale?: number;
  readonly sigma?: number;
  readonly needed?: number;
  readonly unscaled?: boolean;
}

/** The slope of f at x, as a function of x's own size; and how often f was evaluated. */
const differentiate = (
  f: (x: number) => number,
  x: number,
  { scale, sigma, needed, unscaled = false }: Asked = {},
) => {
  let evaluations = 0;
  const cost = f(x);
  const length = scale ?? (Math.abs(x) || 1);
  const line = {
    cost,
    sigma: sigma ?? ROUNDING * Math.abs(cost),
    size: Math.abs(cost),
    scale: length,
    reach: length,
    at: x,
    single: false,
    unscaled,
    needed,
  };
  const derivative = answer(differentiateLine(line), (offset) => {
    evaluations++;
    return f(x + offset);
  });
  return { derivative, evaluations };
};

const expectSlope = (derivative: LineDerivative, slope: number) => {
  expect(['smooth', 'fit']).toContain(derivative.kind);
  if (!('slope' in derivative)) return;
  expect(Math.abs(derivative.slope - slope)).toBeLessThanOrEqual(derivative.bound);
};

describe('the slope of a smooth function', () => {
  it.each<[string, (x: number) => number, number, number]>([
    ['sin', Math.sin, 0.7, Math.cos(0.7)],
    ['exp', Math.exp, -2, Math.exp(-2)],
    ['a parabola', (x) => 3 * x * x - x, 1.5, 8],
    ['a pole near', (x) => 1 / (1 - x), 0.99, 1e4],
    ['a fast wave', (x) => Math.sin(2000 * x), 1.3, 2000 * Math.cos(2600)],
    ['a wave whose length divides a power of two', (x) => x + 1e-3 * Math.sin(2 ** 12 * Math.PI * x), 0.3, 1 + 1e-3 * 2 ** 12 * Math.PI * Math.cos(2 ** 12 * Math.PI * 0.3)],
    ['a wave of a positional encoding', (x) => x + 1e-3 * Math.sin(2 ** 14 * Math.PI * x), 0.3, 1 + 1e-3 * 2 ** 14 * Math.PI * Math.cos(2 ** 14 * Math.PI * 0.3)],
    ['the edge of a domain', Math.log, 1e-9, 1e9],
    ['a parameter of 1e290', (x) => Math.sin(x / 1e290), 0.7e290, Math.cos(0.7) / 1e290],
    ['a parameter of 1e-290', (x) => Math.sin(x * 1e290), 0.7e-290, Math.cos(0.7) * 1e290],
    ['a value of 1e-310', (x) => 1e-310 * Math.exp(x), 0.7, 1e-310 * Math.exp(0.7)],
  ])('%s: within its bound, which is small', (_name, f, x, slope) => {
    const { derivative } = differentiate(f, x);
    expectSlope(derivative, slope);
    expect(derivative.kind === 'smooth' && derivative.bound / Math.abs(slope)).toBeLessThan(1e-6);
  }); // prettier-ignore

  it.each([1e-7, 1e-5, 1e-3])('is not what a longer step stepped over: a fine ripple of %d', (size) => {
    const f = (x: number) => x * x + size * Math.sin(2e5 * x);
    for (let x = -2; x < 2; x += 0.1013)
      expectSlope(differentiate(f, x).derivative, 2 * x + 2e5 * size * Math.cos(2e5 * x));
  });

  it('is within its bound beside the knot of a spline, wherever it lies', () => {
    for (const power of [2, 3])
      for (let k = 0; k < 60; k++) {
        const [x, knot] = [1.3, 1.3 + 0.02 * 2 ** (-k / 4)];
        const f = (t: number) => Math.sin(t) + (t > knot ? 20 * (t - knot) ** power : 0);
        expectSlope(differentiate(f, x).derivative, Math.cos(x));
      }
  });

  it('is within its bound for any cubic', () => {
    const part = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 100);
    fc.assert(
      fc.property(part, part, part, part, fc.double({ min: 0.1, max: 4, noNaN: true }), (a, b, c, d, x) => {
        const { derivative } = differentiate((t) => ((d * t + c) * t + b) * t + a, x, {
          sigma: ROUNDING * 8 * (Math.abs(a) + Math.abs(b * x) + Math.abs(c * x * x) + Math.abs(d * x ** 3)),
        });
        const slope = (3 * d * x + 2 * c) * x + b;
        return derivative.kind === 'smooth' && Math.abs(derivative.slope - slope) <= derivative.bound;
      }),
    );
  });

  it('takes ten evaluations where the first step is good: six, and four that verify it', () => {
    expect(differentiate(Math.exp, 1).evaluations).toBe(10);
  });

  it('takes no step beyond the length that it was given, however straight the function', () => {
    for (const f of [(x: number) => 2 * x, (x: number) => x * x, (x: number) => x * x + 1e-12 * x ** 3]) {
      for (const sigma of [1e-16, 1e-6, 1e-2]) {
        const { derivative } = differentiate(f, 1, { sigma });
        expect('step' in derivative && derivative.step).toBeLessThan(1 / 4);
      }
    }
  });

  it('grows the step, and stops, when a small error is needed by itself', () => {
    const asked = { sigma: 1e-8 };
    const rough = differentiate((x) => x * x, 1, asked).derivative;
    const fine = differentiate((x) => x * x, 1, { ...asked, needed: 1e-7 }).derivative;
    expect('bound' in fine && fine.bound).toBeLessThanOrEqual(1e-7);
    expect('bound' in rough && rough.bound).toBeGreaterThan(2e-7);
  });

  it('does not take a step that is too short for a small parameter for a function that never moves', () => {
    const single = (x: number) => Math.fround(Math.fround(x + 1) ** 2);
    const line = {
      cost: single(1e-9),
      sigma: 2 ** -25,
      size: 1,
      scale: 1e-9,
      reach: 1,
      at: 1e-9,
      single: true,
      unscaled: true,
    };
    expectSlope(
      answer(differentiateLine(line), (offset) => single(1e-9 + offset)),
      2,
    );
  });

  it('says where it never moved', () => {
    const { derivative, evaluations } = differentiate(() => 3, 1);
    expect(derivative).toMatchObject({ kind: 'smooth', slope: 0, constant: true });
    expect(evaluations).toBeLessThanOrEqual(16); // as few as decide that a longer step moves it no more
  });
});

describe('a kink', () => {
  it.each([0.01, 1, 30])('at 0, of slopes −%d and 2, has two slopes', (slope) => {
    const { derivative } = differentiate((x) => (x > 0 ? 2 * x : -slope * x) + Math.sin(x), 0);
    expect(derivative.kind).toBe('kink');
    if (derivative.kind !== 'kink') return;
    expect(Math.abs(derivative.left.slope - (1 - slope))).toBeLessThanOrEqual(derivative.left.bound);
    expect(Math.abs(derivative.right.slope - 3)).toBeLessThanOrEqual(derivative.right.bound);
    expect(derivative.left.bound + derivative.right.bound).toBeLessThan(1e-4);
  });

  it.each([1e-2, 1e-4, 1e-6, -1e-6, -1e-4])('%d beside it, leaves the slope of its own side', (distance) => {
    const { derivative } = differentiate((x) => Math.abs(x - distance) + x * x + 1, 0);
    expectSlope(derivative, distance > 0 ? -1 : 1);
  });

  it.each([1e-3, 3e-5, 3e-6])('is not what goes from a parabola to a line %d beside it (Huber)', (beside) => {
    for (let joint = 0.3; joint < 1; joint += 0.037)
      for (const x of [joint * (1 + beside), joint * (1 - beside)]) {
        const f = (t: number) => (t <= joint ? (t * t) / 2 : joint * (t - joint / 2));
        expectSlope(differentiate(f, x).derivative, Math.min(x, joint));
      }
  });

  it('is not seen between many kinks', () => {
    const knots = Array.from({ length: 1000 }, (_, k) => 3 * Math.sin(k * k + 1));
    const f = (x: number) => knots.reduce((sum, knot) => sum + Math.max(0, x - knot), 0) / 1000;
    for (let x = -2.007; x < 2; x += 0.1)
      expectSlope(differentiate(f, x).derivative, knots.filter((knot) => x > knot).length / 1000);
  });

  it('is not seen in a function that only bends sharply', () => {
    expectSlope(differentiate((x) => Math.sqrt(1e-6 + x * x), 0).derivative, 0);
  });
});

describe('a jump', () => {
  it('at 0 has the slopes on both sides of it', () => {
    const { derivative } = differentiate((x) => Math.floor(x) + 3 * x, 1);
    expect(derivative.kind).toBe('jump');
    if (derivative.kind !== 'jump') return;
    expect(Math.abs(derivative.left.slope - 3)).toBeLessThanOrEqual(derivative.left.bound);
    expect(Math.abs(derivative.right.slope - 3)).toBeLessThanOrEqual(derivative.right.bound);
  });

  it('is not a pole so near that all steps but the shortest leap over it', () => {
    const { derivative } = differentiate((x) => 1 / (x - 1), 1 + 1.7e-10);
    expect(derivative.kind).toBe('smooth');
  });

  it('beside 0 changes nothing', () => {
    expectSlope(differentiate((x) => Math.floor(x + 1e-4) + 3 * x, 0.5).derivative, 3);
  });
});

describe('where no derivative can be claimed', () => {
  it('on both sides of which the function is not finite, says so', () => {
    for (const cost of [NaN, Infinity]) {
      const { derivative, evaluations } = differentiate((x) => (x === 1 ? 1 : cost), 1);
      expect(derivative).toMatchObject({ kind: 'non-finite', cost });
      expect(evaluations).toBeLessThanOrEqual(8);
    }
  });

  it('at the end of a root, whose slope is infinite, claims no bound', () => {
    for (const f of [
      (x: number) => Math.sqrt(x - 1),
      (x: number) => (x - 1) ** 0.9,
      (x: number) => (1 - x) ** 0.5,
    ])
      expect(differentiate(f, 1).derivative).toMatchObject({ kind: 'rough', bound: Infinity });
  });

  it('of a function that is rough at every scale (Weierstrass), claims no small error', () => {
    const rough = (x: number) =>
      Array.from({ length: 60 }, (_, k) => 0.8 ** k * Math.cos(3 ** k * Math.PI * x)).reduce((a, b) => a + b);
    const { derivative } = differentiate(rough, 0.3);
    const claims = derivative.kind === 'smooth' && derivative.bound < 0.1 * Math.abs(derivative.slope);
    expect(claims).toBe(false);
  });

  it('of values on a grid that looked precise, finds the grid and allows for it', () => {
    const grid = (x: number) => Math.round(Math.sin(x) * 1e6) / 1e6;
    for (const x of [0.3, 0.7, 1.1, 2.3]) {
      expectSlope(differentiate(grid, x, { sigma: 1e-16 }).derivative, Math.cos(x));
    }
  });
});

describe('the edge of a domain', () => {
  it.each<[string, (x: number) => number, number, number]>([
    ['x log x at 1', (x) => (x < 1 ? NaN : x * Math.log(x)), 1, 1],
    ['a bound above', (x) => (x > 2 ? Infinity : Math.exp(x)), 2, Math.exp(2)],
    ['a bound below', (x) => (x < 0 ? NaN : Math.exp(x)), 0, 1],
    ['a line', (x) => (x > 1 ? NaN : x), 1, 1],
    ['a root of higher order, which bends there', (x) => x + (x - 1) ** 1.5, 1, 1],
    ['an arc of the sphere', (x) => x + (1 - x * x) ** 1.5, 1, 1],
    ['a kink beside it', (x) => (x < 1 ? NaN : Math.abs(x - 1.0001) + x * x), 1, 1],
  ])('%s: the slope of the side where the function is finite, within its bound, which is small', (_name, f, x, slope) => {
    const { derivative, evaluations } = differentiate(f, x);
    expect(derivative.kind).toBe('edge');
    if (derivative.kind !== 'edge') return;
    expect(Math.abs(derivative.slope - slope)).toBeLessThanOrEqual(derivative.bound);
    expect(derivative.bound).toBeLessThan(1e-4 * slope);
    expect(evaluations).toBeLessThan(60);
  }); // prettier-ignore

  it('is not one that a shorter step keeps away from', () => {
    for (const beside of [1e-3, 1e-6, 1e-9])
      expectSlope(differentiate((x) => Math.log(x - 1), 1 + beside).derivative, 1 / (1 + beside - 1));
  });
});

/** One slope that covers both of a kink, too. */
const hull = (derivative: LineDerivative) => {
  if ('left' in derivative) {
    const ends = [derivative.left, derivative.right].flatMap(({ slope, bound }) => [
      slope - bound,
      slope + bound,
    ]);
    return { lower: Math.min(...ends), upper: Math.max(...ends) };
  }
  return 'slope' in derivative
    ? { lower: derivative.slope - derivative.bound, upper: derivative.slope + derivative.bound }
    : { lower: NaN, upper: NaN };
};

describe('a kink beside 0, at distances of 10⁻¹⁵ … 10⁻¹', () => {
  const distances = Array.from({ length: 29 }, (_, k) => 10 ** (-15 + k / 2));
  const kinks = distances.flatMap((d) =>
    [d, -d].flatMap((distance) => [0.01, 1, 30].map((width) => ({ distance, width }))),
  );

  it('never hides the right slope; far enough off for its noise it bends none of it', () => {
    for (const { distance, width } of kinks) {
      const [x, knot] = [1.3, 1.3 + distance];
      const f = (t: number) => Math.exp(t) + width * Math.max(0, t - knot);
      const slope = Math.exp(x) + (x > knot ? width : 0);
      const { lower, upper } = hull(differentiate(f, x).derivative);
      const where = `${width} at ${distance}`;
      expect(lower, where).toBeLessThanOrEqual(slope);
      expect(upper, where).toBeGreaterThanOrEqual(slope);
      const visible = (width * Math.abs(distance)) / (ROUNDING * f(x)); // w·d/σ
      if (visible > 2 ** 11 && Math.abs(distance) > 1e-12)
        expect((upper - lower) / 2, where).toBeLessThan(0.1 * width);
    }
  });

  it('with an inactive hinge leaves the function exactly flat: its slope is 0 and the bound tiny', () => {
    for (const distance of distances.filter((d) => d > 1e-11)) {
      const { derivative } = differentiate((t) => 2.5 + 1.6 * Math.max(0, t - (4 + distance)), 4);
      expect(derivative, String(distance)).toMatchObject({ kind: 'smooth', slope: 0, constant: true });
      expect('bound' in derivative && derivative.bound, String(distance)).toBeLessThan(
        (16 * (8 * ROUNDING * 2.5)) / distance + 1e-12,
      );
    }
  });
});

describe('noise', () => {
  /** Gaussian enough: the sum of four uniform numbers, of deviation 1, from the seed of a point. */
  const noiseAt = (x: number) => {
    const random = createRandom(
      new Uint32Array(Float64Array.of(x).buffer).reduce((a, b) => Math.imul(a ^ b, 0x85ebca6b) >>> 0, 7),
    );
    return (random() + random() + random() + random() - 2) * Math.sqrt(3);
  };

  it.each([1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4])('of deviation %d is within the bound', (sigma) => {
    for (let k = 0; k < 40; k++) {
      const x = 0.3 + k * 0.0417;
      const f = (t: number) => Math.exp(t) * Math.sin(3 * t) + sigma * noiseAt(t);
      const { derivative, evaluations } = differentiate(f, x, { sigma });
      const slope = Math.exp(x) * (Math.sin(3 * x) + 3 * Math.cos(3 * x));
      const { lower, upper } = hull(derivative);
      expect(lower, String(x)).toBeLessThanOrEqual(slope);
      expect(upper, String(x)).toBeGreaterThanOrEqual(slope);
      expect((upper - lower) / 2, String(x)).toBeLessThan(
        100 * sigma ** 0.7 * (1 + Math.exp(x)) + 1e-3 * Math.abs(slope),
      ); // what noise allows, or is enough
      expect(evaluations, String(x)).toBeLessThanOrEqual(120);
    }
  });

  it('around a kink beside 0 widens the bound, or shows the slope of 0’s own side', () => {
    for (const sigma of [1e-10, 1e-8, 1e-6])
      for (let k = 0; k < 40; k++) {
        const distance = (k % 2 === 0 ? 1 : -1) * 10 ** (-8 + k / 6);
        const [x, knot] = [1.3, 1.3 + distance];
        const f = (t: number) => Math.sin(t) + Math.max(0, t - knot) + sigma * noiseAt(t);
        const { lower, upper } = hull(differentiate(f, x, { sigma }).derivative);
        const slope = Math.cos(x) + (x > knot ? 1 : 0);
        const room = (upper - lower) / 2; // twice the bound is what a verdict takes
        expect(lower - room, `${sigma}, ${distance}`).toBeLessThanOrEqual(slope);
        expect(upper + room, `${sigma}, ${distance}`).toBeGreaterThanOrEqual(slope);
      }
  });

  it('that hides what a tiny parameter’s own size changes, lengthens its steps', () => {
    const f = (t: number) => Math.exp(t) + 1e-7 * noiseAt(t);
    const asked = { scale: 1e-4, sigma: 1e-7 };
    const { derivative } = differentiate(f, 1e-4, { ...asked, unscaled: true });
    expect('bound' in derivative && derivative.bound).toBeLessThan(1e-3);
    expectSlope(derivative, Math.exp(1e-4));
  });
});
