import { describe, expect, it } from 'vitest';
import { checkGradient } from '../check/check-gradient.ts';
import type { FindingKind } from '../contract/finding.ts';
import type { Remedy } from '../contract/remedy.ts';
import type { GradientProblem } from '../define/definition.ts';
import { createRandom } from '../numerics/random.ts';

type Parameters = { w: number[] };
type Given = GradientProblem<Parameters>;
const w = [0.3, -0.2, 0.7, 1.5, -0.9];

/** J = Σ sin(wᵢ + i)·exp(wᵢ/3) + w₀w₁w₂: smooth, nothing special about it. */
const cost = ({ w: at }: Parameters): number =>
  at.reduce((sum, x, i) => sum + Math.sin(x + i) * Math.exp(x / 3), 0) + at[0]! * at[1]! * at[2]!;
const gradientOf = (at: number[]): number[] => {
  const [a, b, c] = at as [number, number, number];
  const products = [b * c, a * c, a * b, 0, 0];
  return at.map((x, i) => (Math.cos(x + i) + Math.sin(x + i) / 3) * Math.exp(x / 3) + products[i]!);
};
const gradient = ({ w: at }: Parameters) => ({ w: gradientOf(at) });
const clean: Given = { parameters: { w }, cost, gradient };

const check = (given: Partial<Given>) => checkGradient({ ...clean, ...given });
const kindsOf = async (given: Partial<Given>): Promise<FindingKind[]> =>
  (await check(given)).findings!.map(({ kind }) => kind);

const noisy = (size: number) => {
  const random = createRandom(4);
  return (at: Parameters) => cost(at) + size * (random() - 0.5);
};
const counting = () => {
  let evaluations = 0;
  return (at: Parameters) => cost(at) + 1e-5 * evaluations++;
};
const remembering = () => {
  let before = 0;
  return (at: Parameters) => {
    const value = cost(at) + 1e-6 * before;
    before = at.w[3]!;
    return value;
  };
};
const single = ({ w: at }: Parameters): number => {
  const { fround } = Math;
  const terms = at.map((x, i) => fround(fround(Math.sin(fround(x + i))) * fround(Math.exp(fround(x / 3)))));
  return terms.reduce((sum, term) => fround(sum + term), fround(at[0]! * at[1]! * at[2]!));
};

/** One step of gradient descent on. */
const after = w.map((x, i) => x - 0.05 * gradientOf(w)[i]!);
const two = (value: number[], J: (x: number[]) => number, slope: number[]): Partial<Given> => ({
  parameters: { w: value },
  cost: ({ w: at }) => J(at),
  gradient: { w: slope },
});

describe('a clean problem', () => {
  it('has no findings, and is correct', async () => {
    const report = await check({});
    expect(report).toMatchObject({ verdict: 'correct', findings: [], coverage: { kind: 'full' } });
    expect(report.taylor!.slope).toBeCloseTo(2, 1);
  });
});

describe('a cost and its batched form', () => {
  const batched = (of: Given['cost']) => ({ costs: (many: readonly Parameters[]) => many.map((at) => of(at) as number) });
  const otherOrder = (at: Parameters) => cost(at) * (1 + 2 ** -52);

  it('may round differently: that is no state, and no noise', async () => {
    expect(otherOrder({ w })).not.toBe(cost({ w }));
    expect(await check(batched(otherOrder))).toMatchObject({ verdict: 'correct', findings: [] });
  });

  it('must be the same function', async () => {
    await expect(check(batched((at) => 2 * cost(at)))).rejects.toThrow(
      /cost gives J\(θ\) = .*, but costs gives .* for the same θ\. They must compute the same function/,
    );
  });

  it.each<[string, (values: number[]) => number[]]>([
    ['in another order', (values) => values.reverse()],
    ['of the last point each', (values) => values.map(() => values.at(-1)!)],
  ])('must give its values in their order, not %s', async (_what, spoil) => {
    const costs = (many: readonly Parameters[]) => spoil(many.map((at) => cost(at)));
    for (const definition of [{ costs }, { cost: undefined, costs }])
      await expect(check(definition as Partial<Given>)).rejects.toThrow(
        /costs gives J\(θ\) = .* for θ alone, but .* for θ as the first of two points\. .* in their order\./,
      );
  });

  it('may be random and stateful as any: that is said', async () => {
    expect(await kindsOf({ cost: noisy(1e-9), ...batched(noisy(1e-9)) })).toContain('not-deterministic');
    const counts = counting();
    expect(await kindsOf({ cost: counts, ...batched(counts) })).toContain('keeps-state');
  });
}); // prettier-ignore

describe('a cost beside costAndGradient', () => {
  const checkJoint = (single: Given['cost'] | undefined, joint: Given['cost'] = cost) =>
    checkGradient({
      parameters: { w },
      cost: single,
      costAndGradient: (at) => ({ cost: joint(at) as number, gradient: gradient(at) }),
    });

  it('may be left out, and may round differently', async () => {
    for (const single of [undefined, cost, (at: Parameters) => cost(at) * (1 + 2 ** -52)])
      expect((await checkJoint(single)).verdict).toBe('correct');
  });

  it('must be the same function', async () => {
    await expect(checkJoint((at) => 2 * cost(at))).rejects.toThrow(
      /cost gives J\(θ\) = .*, but costAndGradient gives .* for the same θ\. They must compute the same function\.$/,
    );
  });

  it('may be random: that is said', async () => {
    const { findings } = await checkJoint(noisy(1e-3));
    expect(findings!.map(({ kind }) => kind)).toContain('not-deterministic');
  });

  it('that throws is told as any', async () => {
    const throws = () => {
      throw new RangeError('out of it');
    };
    await expect(checkJoint(throws)).rejects.toThrow(
      /^The cost function threw at θ itself: RangeError: out of it/,
    );
  });
});

describe('each condition is named, and the verdict stays honest', () => {
  it.each<[FindingKind, string, Partial<Given>, string]>([
    ['not-deterministic', 'a little', { cost: noisy(1e-9) }, 'correct'],
    ['not-deterministic', 'dropout', { cost: noisy(1) }, 'inconclusive'],
    ['not-deterministic', 'a little, and a wrong gradient', { cost: noisy(1e-9), gradient: { w: w.map((x, i) => 1.1 * x * i) } }, 'incorrect'],
    ['keeps-state', 'a counter', { cost: counting() }, 'inconclusive'],
    ['keeps-state', 'what was evaluated before', { cost: remembering() }, 'correct'],
    ['changes-argument', 'in place', { cost: (at) => { const value = cost(at); at.w.fill(0); return value; } }, 'correct'],
    ['changes-argument', 'into what is no number', { cost: (at) => { const value = cost(at); Object.assign(at, { cache: 'warm' }); return value; } }, 'correct'],
    ['changes-argument', 'into more numbers', { cost: (at) => { const value = cost(at); at.w.push(1); return value; } }, 'correct'],
    ['kinks', '|x| at 0, a subgradient', two([0, 1], ([x, y]) => Math.abs(x!) + y! * y!, [0.5, 2]), 'correct'],
    ['kinks', '|x| at 0, a gradient beyond both slopes', two([0, 1], ([x, y]) => Math.abs(x!) + y! * y!, [1.5, 2]), 'incorrect'],
    ['kinks', 'a tie of max', two([2, 2, 1], (x) => Math.max(...x) ** 2, [4, 0, 0]), 'correct'],
    ['kinks', 'a tie of max, shared out', two([2, 2, 1], (x) => Math.max(...x) ** 2, [2, 2, 0]), 'correct'],
    ['kinks', 'relu at 0', two([0, 1], ([x, y]) => Math.max(x!, 0) + x! * y!, [1, 0]), 'correct'],
    ['kinks', 'the edge of a clip', two([1, 0.4], (x) => x.reduce((sum, v) => sum + Math.min(Math.max(v, -1), 1) ** 2, 0), [2, 0.8]), 'correct'],
    ['jumps', 'floor at a whole number', two([1, 0.4], ([x, y]) => Math.floor(x!) + x! * x! + y! * y!, [2, 0.8]), 'correct'],
    ['jumps', 'the same, wrong beside it', two([1, 0.4], ([x, y]) => Math.floor(x!) + x! * x! + y! * y!, [3, 0.8]), 'incorrect'],
    ['low-precision', 'float32 inside', { cost: single }, 'correct'],
    ['low-precision', 'float32 inside, a wrong entry', { cost: single, gradient: { w: gradientOf(w).with(1, 0) } }, 'incorrect'],
    ['constant', 'parameters that the data never reaches', two([1, 2, 3], ([x]) => x! ** 3, [3, 0, 0]), 'correct'],
    ['constant', 'all saturated', two([60, 70], (x) => x.reduce((sum, v) => sum + 1 / (1 + Math.exp(-v)), 0), [0, 0]), 'correct'],
    ['all-zero', 'zeros', two([0, 0], ([x, y]) => x! + y! + x! * y!, [1, 1]), 'correct'],
    ['other-point', 'before a step of descent', { parameters: { w: after }, gradient: { w: gradientOf(w) } }, 'incorrect'],
    ['other-point', 'at 0', { gradient: { w: gradientOf([0, 0, 0, 0, 0]) } }, 'incorrect'],
    ['other-point', 'of parameters that were captured', { gradient: () => ({ w: gradientOf(after) }) }, 'incorrect'],
  ])('%s: %s', async (kind, _what, given, verdict) => {
    const report = await check(given);
    expect(report.findings!.map((finding) => finding.kind)).toContain(kind);
    expect(report.verdict).toBe(verdict);
  }); // prettier-ignore

  it('zero: 1e-17 against 0 is agreement, 1e-3 against 0 is a mistake', async () => {
    const given = (small: number) => ({
      parameters: { x: [1, 0.4], y: [0.3] },
      cost: ({ x }: { x: number[] }) => x[0]! ** 2 + x[1]! ** 2,
      gradient: { x: [2, 0.8], y: [small] },
    });
    const report = await checkGradient(given(1e-17));
    expect(report.verdict).toBe('correct');
    expect(report.findings!.map(({ kind, tensor }) => [kind, tensor])).toContainEqual(['zero', 'y']);
    expect((await checkGradient(given(1e-3))).verdict).toBe('incorrect');
  });

  it('symmetric: rows that are all the same', async () => {
    const of = (W: number[][]) => ({
      parameters: { W },
      cost: ({ W: at }: { W: number[][] }) => Math.exp(at[0]![0]! * at[1]![1]!) + at[0]![1]! * at[1]![0]!,
      gradient: ({ W: at }: { W: number[][] }) => {
        const e = Math.exp(at[0]![0]! * at[1]![1]!);
        return { W: [[at[1]![1]! * e, at[1]![0]!], [at[0]![1]!, at[0]![0]! * e]] };
      },
    }); // prettier-ignore
    const same = await checkGradient(of([[0.5, 1], [0.5, 1]])); // prettier-ignore
    expect(same.findings).toMatchObject([{ kind: 'symmetric', tensor: 'W' }]);
    expect((await checkGradient(of([[0.5, 1], [0.25, 1]]))).findings).toEqual([]); // prettier-ignore
  });

  it('rough: claims nothing of a function without a derivative', async () => {
    const rough = (x: number) =>
      Array.from({ length: 60 }, (_, k) => 0.8 ** k * Math.cos(3 ** k * Math.PI * x)).reduce((a, b) => a + b);
    const report = await check(two([0.3], ([x]) => rough(x!), [1]));
    expect(report.verdict).toBe('inconclusive');
  });

  it.each([1e9, 1e12])(
    'calls no wrong gradient 0 to round-off beside an offset of %d in J',
    async (offset) => {
      const report = await check({
        cost: (at) => offset + cost(at),
        gradient: { w: gradientOf(w).map((g) => -g) },
      });
      expect(report.verdict).not.toBe('correct');
    },
  );

  it('takes no cost for one that keeps state that gives the same value each time, however rough', async () => {
    const coarse = (at: Parameters) => Math.round(cost(at) * 100) / 100;
    for (const first of [0.3, 0.31, 0.32, 0.33, 0.34, 0.35]) {
      const kinds = await kindsOf({ parameters: { w: w.with(0, first) }, cost: coarse });
      expect(kinds, `w₀ = ${first}`).not.toContain('keeps-state');
      expect(kinds, `w₀ = ${first}`).not.toContain('not-deterministic');
    }
  });

  it('never takes a clean problem for one of these: another point, kinks nearby, a wrong factor, one wrong entry', async () => {
    const near = (x: number[]) => x.reduce((sum, v) => sum + Math.abs(v - 0.5) * v, 0);
    expect(await kindsOf(two([0.3, 0.7], near, [-0.1, 0.9]))).toEqual([]);
    expect(await kindsOf({ gradient: { w: gradientOf(w).map((g) => 2 * g) } })).toEqual([]);
    expect(await kindsOf({ gradient: { w: gradientOf(w).with(2, 9) } })).toEqual([]);
  });

  it('never takes digits that float32 lacks for another point', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const single = gradientOf(w).map((g, i) => g * (1 + 2e-6 * Math.cos(seed * (i + 1) ** 2)));
      expect(await kindsOf({ gradient: { w: single } }), `seed ${seed}`).toEqual([]);
    }
  });
});

describe('with the step that is given', () => {
  const EPSILON = 1e-7;
  const checkAt = (value: Given['cost'], g: Given['gradient'] = gradient) =>
    checkGradient({ ...clean, cost: value, gradient: g }, { epsilon: EPSILON });

  it.each<[FindingKind, () => Given['cost']]>([
    ['low-precision', () => single],
    ['not-deterministic', () => noisy(1e-4)],
    ['keeps-state', counting],
  ])('a cost is known for what it is, too: %s', async (kind, createCost) => {
    const report = await checkAt(createCost());
    expect(report).toMatchObject({ verdict: 'inconclusive', epsilon: EPSILON });
    expect(report.findings!.map((finding) => finding.kind)).toContain(kind);
  });

  it('a cost that changes its argument is given copies', async () => {
    const spoiling = (at: Parameters) => {
      const value = cost(at);
      at.w.fill(7);
      return value;
    };
    const report = await checkAt(spoiling);
    expect(report).toMatchObject({ verdict: 'correct', findings: [{ kind: 'changes-argument' }] });
    const wrong = ({ w: at }: Parameters) => ({ w: gradientOf(at).map((g) => 1.01 * g) });
    expect((await checkAt(spoiling, wrong)).verdict).toBe('incorrect');
  });
});

describe('an inconclusive check says what would help, and it does', () => {
  it.each<[string, Partial<Given>, Remedy['kind'], Partial<Given>]>([
    ['a random cost', { cost: noisy(1e-3) }, 'deterministic-cost', { cost: clean.cost }],
    ['one that counts', { cost: counting() }, 'stateless-cost', { cost: clean.cost }],
    ['one of few digits', { cost: (at) => Number(cost(at).toFixed(2)) }, 'precise-cost', { cost: (at) => Number(cost(at).toFixed(12)) }],
  ])('%s', async (_what, given, remedy, followed) => {
    const report = await check(given);
    expect(report).toMatchObject({ verdict: 'inconclusive' });
    expect(report.remedies).toContainEqual({ kind: remedy });
    expect((await check(followed)).verdict).toBe('correct');
  }); // prettier-ignore
});

describe('the threshold', () => {
  it.each<[string, Partial<Given>, RegExp]>([
    ['a cost of low precision', { cost: single }, /error of the numerical gradient is up to/],
    [
      'a gradient that is small beside J',
      { cost: (at) => 1e3 + 1e-5 * cost(at), gradient: { w: gradientOf(w).map((g) => 1e-5 * g) } },
      /error of the numerical gradient is up to/,
    ],
  ])('never adapts, not to %s: the report explains what is above it', async (_what, given, explained) => {
    const report = await check(given);
    expect(report).toMatchObject({ verdict: 'correct', threshold: 2e-7 });
    expect(report.reason).toMatch(/Errors above .* % of w would have been seen\./);
    if (report.difference > 2e-7) expect(report.reason).toMatch(explained);
  });
});
