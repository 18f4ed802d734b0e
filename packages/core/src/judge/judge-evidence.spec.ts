import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../compare/aggregate.ts';
import { compareDerivatives } from '../compare/compare-shard.ts';
import type { Derivatives } from '../contract/engine.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import { evidenceOf } from './evidence.fixture.ts';
import type { Evidence } from './evidence.ts';
import { judgeEvidence } from './judge-evidence.ts';

const layout = layoutOf([
  { name: 'v', shape: [2] },
  { name: 'w', shape: [3] },
]);
const SIZE = layout.size;

interface Given {
  readonly grad?: readonly number[];
  readonly values?: readonly number[];
  readonly errorBound?: readonly number[];
  readonly kinks?: Partial<Derivatives['kinks']>;
}

/** Evidence of v and w: a gradient, the numerical one and its error, by default all 1 and known exactly. */
const evidence = ({ grad = ones, values = ones, errorBound = zeros, kinks }: Given, more: Partial<Evidence> = {}) => {
  const given = Float64Array.from(grad);
  const derivatives: Derivatives = {
    values: Float64Array.from(values),
    errorBound: Float64Array.from(errorBound),
    evaluations: 0,
    kinks: { at: 0, coordinates: [], resolved: true, oneSided: [], ...kinks },
    nonFinite: null,
  };
  const shard = { start: 0, end: SIZE };
  const check = { layout, theta: new Float64Array(SIZE), grad: given, epsilon: 1e-7, threshold: 2e-7 };
  const totals = aggregate(layout, [compareDerivatives(derivatives, shard, check)]);
  return evidenceOf(layout, totals, given, more);
}; // prettier-ignore
const ones: readonly number[] = Array<number>(SIZE).fill(1);
const zeros: readonly number[] = Array<number>(SIZE).fill(0);

/** The verdicts of the whole, v and w. */
const verdicts = (...given: Parameters<typeof evidence>) => {
  const { verdict, tensors } = judgeEvidence(evidence(...given));
  return [verdict, ...tensors.map((tensor) => tensor.verdict)];
};

describe('the verdict of the whole', () => {
  it('is the worst of its tensors', () => {
    expect(verdicts({})).toEqual(['correct', 'correct', 'correct']);
    expect(verdicts({ grad: ones.with(4, 1.01) })).toEqual(['incorrect', 'correct', 'incorrect']);
    expect(verdicts({ errorBound: zeros.with(0, 1) })).toEqual(['inconclusive', 'inconclusive', 'correct']);
    expect(verdicts({ errorBound: zeros.with(0, 1), grad: ones.with(4, 1.01) })).toEqual(['incorrect', 'inconclusive', 'incorrect']); // prettier-ignore
  });

  it('has no power of its own: each tensor just within the threshold is the whole within it', () => {
    const off = 3.9e-7;
    const { verdict, difference } = judgeEvidence(evidence({ grad: ones.map((one) => one + off) }));
    expect(verdict).toBe('correct');
    expect(difference).toBeLessThan(2e-7);
  });
});

describe('entries', () => {
  it('are excused by their own error alone: one uncertain entry hides nothing beside it', () => {
    const uncertain = zeros.with(2, 1e3);
    expect(verdicts({ errorBound: uncertain, grad: ones.with(2, 500) })).toEqual(['inconclusive', 'correct', 'inconclusive']); // prettier-ignore
    expect(verdicts({ errorBound: uncertain, grad: ones.with(3, 1.0001) })).toEqual(['incorrect', 'correct', 'incorrect']); // prettier-ignore
  });

  it('that can’t be had leave their tensor unsettled', () => {
    expect(verdicts({ values: ones.with(1, NaN) })).toEqual(['inconclusive', 'inconclusive', 'correct']);
    expect(verdicts({ values: ones.with(1, NaN), grad: ones.with(0, 2) })).toEqual(['incorrect', 'incorrect', 'correct']); // prettier-ignore
  });

  it('of the gradient that aren’t finite are wrong', () => {
    for (const bad of [NaN, Infinity, -Infinity])
      expect(verdicts({ grad: ones.with(1, bad) })).toEqual(['incorrect', 'incorrect', 'correct']);
    expect(verdicts({}, { cost: NaN })[0]).toBe('incorrect');
  });

  it('share the noise of a difference of a step that is given', () => {
    const grad = ones.with(0, 1 + 1e-5);
    expect(verdicts({ grad }, { noiseError: 0.9e-5 })[0]).toBe('incorrect');
    expect(verdicts({ grad }, { noiseError: 1.1e-5 })[0]).toBe('correct');
    const { tensors } = judgeEvidence(evidence({}, { noiseError: 1e-5 }));
    expect(tensors.map(({ uncertainty }) => uncertainty / 2e-5)).toEqual([Math.SQRT2, Math.sqrt(3)]);
  });

  it('have what their step does, by itself', () => {
    const grad = ones.with(2, 1.001).with(3, 1.001);
    const { tensors } = judgeEvidence(evidence({ grad }, { stepErrors: new Map([[2, 1e-3], [3, 1e-3]]) })); // prettier-ignore
    expect(tensors[1]).toMatchObject({
      verdict: 'correct',
      uncertainty: expect.closeTo(2e-3 * Math.SQRT2, 12) as number,
    });
    expect(verdicts({ grad }, { stepErrors: new Map([[2, 1e-3]]) })[2]).toBe('incorrect');
  });

  it('have the rounding of the claim: 6·‖π‖ together, 16π each', () => {
    const rounding = Float64Array.from(zeros).fill(1e-5);
    const claim = { rounding, precision: 'float64' as const, isCoarse: false, isUnmeasured: false };
    const at = (off: number) => verdicts({ grad: ones.with(0, 1 + off) }, { claim })[1];
    expect([at(8e-5), at(9e-5)]).toEqual(['correct', 'incorrect']); // 6·√2·10⁻⁵
    const alone = { ...claim, rounding: rounding.with(0, 1e-6) };
    const entry = (off: number) => verdicts({ grad: ones.with(0, 1 + off) }, { claim: alone })[1];
    expect([entry(1.6e-5), entry(1.7e-5)]).toEqual(['correct', 'incorrect']);
  });

  it('of a sample count alone: the rounding of those that were not drawn doesn’t', () => {
    const rounding = Float64Array.of(1e-5, 1, 1, 1e-5, 1);
    const claim = { rounding, precision: 'float64' as const, isCoarse: false, isUnmeasured: false };
    const { tensors } = judgeEvidence(evidence({}, { claim, drawn: [[0], [3]] }));
    for (const { uncertainty } of tensors) expect(uncertainty).toBeCloseTo(1.2e-4, 12);
  });
});

describe('what is told of a tensor', () => {
  it('is its uncertainty, absolute and as a difference, and its limits', () => {
    const { tensors, numericalError } = judgeEvidence(
      evidence({ errorBound: zeros.with(0, 3e-5).with(2, 4e-5) }),
    );
    expect(tensors[0]).toMatchObject({
      uncertainty: 6e-5,
      numerical: Math.SQRT2,
      roundingNorm: 0,
      hindrance: null,
    });
    expect(tensors[0]!.numericalError).toBeCloseTo(3e-5 / (2 * Math.SQRT2), 15);
    expect(tensors[0]!.limit).toBeCloseTo(6e-5 + 2e-7 * 2 * Math.SQRT2, 15);
    expect(numericalError).toBeCloseTo(5e-5 / (2 * Math.sqrt(5)), 15);
    expect(judgeEvidence(evidence({})).tensors.map((tensor) => tensor.numericalError)).toEqual([0, 0]);
    expect(judgeEvidence(evidence({})).numericalError).toBe(0);
  });

  it('is in its own size where norms would overflow', () => {
    const [size, e] = [1e300, 1e290];
    const huge = evidence({
      grad: ones.map(() => size),
      values: ones.map(() => size),
      errorBound: zeros.with(0, e),
    });
    const rounding = Float64Array.from(zeros).fill(e);
    const { tensors } = judgeEvidence({
      ...huge,
      noiseError: e,
      stepErrors: new Map([[1, e]]),
      claim: { rounding, precision: 'float64' as const, isCoarse: false, isUnmeasured: false },
    });
    const [first] = tensors;
    expect(first!.numerical / size).toBeCloseTo(Math.SQRT2, 12);
    expect(first!.roundingNorm / e).toBeCloseTo(6 * Math.SQRT2, 12);
    expect(first!.uncertainty / e).toBeCloseTo(2 * (1 + Math.SQRT2 + 1 + 6 * Math.SQRT2), 12);
    expect((first!.limit - first!.uncertainty) / size).toBeCloseTo(4e-7 * Math.SQRT2, 12);
    expect((first!.entryLimit - 4e-7 * Math.SQRT2 * size) / e).toBeCloseTo(2 * 3 + 2 * 6 * Math.SQRT2, 3);
  });

  it('of an entry takes the largest error and rounding of any', () => {
    const rounding = Float64Array.of(1e-6, 3e-6, 0, 0, 2e-6);
    const claim = { rounding, precision: 'float64' as const, isCoarse: false, isUnmeasured: false };
    const given = evidence({ errorBound: [1e-5, 2e-5, 0, 0, 0] }, { claim, noiseError: 1e-6, stepErrors: new Map([[0, 5e-6], [1, 3e-6]]) }); // prettier-ignore
    const [first] = judgeEvidence(given).tensors;
    const ofRounding = Math.min(12 * Math.hypot(1e-6, 3e-6), 32 * 3e-6);
    expect(first!.entryLimit).toBeCloseTo(4e-7 * Math.SQRT2 + 2 * (2e-5 + 1e-6 + 5e-6) + ofRounding, 12);
  });

  it('in 16 bits may be uncertain by a quarter, by numbers alone in a thousandth', () => {
    const rounding = Float64Array.from(zeros).fill(0.2 / 12);
    const at = (isCoarse: boolean) =>
      verdicts({}, { claim: { rounding, precision: 'float64' as const, isCoarse, isUnmeasured: false } })[0];
    expect([at(true), at(false)]).toEqual(['correct', 'inconclusive']);
    const larger = (size: number) => verdicts({}, { claim: { rounding: rounding.map(() => size / 12), precision: 'float64' as const, isCoarse: true, isUnmeasured: false } })[1]; // prettier-ignore
    expect([larger(0.24), larger(0.26)]).toEqual(['correct', 'inconclusive']);
    const alone = {
      rounding: Float64Array.from(zeros),
      precision: 'float64' as const,
      isCoarse: false,
      isUnmeasured: true,
    };
    const off = (part: number) =>
      verdicts({ grad: ones.with(0, 1 + part * 2 * Math.SQRT2) }, { claim: alone })[1];
    expect([off(0.9e-3), off(1.1e-3)]).toEqual(['inconclusive', 'incorrect']);
  });

  it('has the engine’s error of both gradients', () => {
    const { tensors } = judgeEvidence(evidence({ grad: ones.map((one) => 3 * one), values: ones.map((one) => 3 * one) }, { engineError: 1e-6 })); // prettier-ignore
    expect(tensors[0]!.uncertainty).toBeCloseTo(2e-6 * 6 * Math.SQRT2, 12);
  });
});

describe('a gradient that is 0 to rounding', () => {
  const zero = { grad: zeros, values: ones.map(() => 1e-12), errorBound: ones.map(() => 1e-9) };

  it('is confirmed beside a J of either sign that it doesn’t move, and where J is flat', () => {
    for (const cost of [1, -1]) expect(verdicts(zero, { cost })[0], `${cost}`).toBe('correct');
    expect(verdicts(zero, { cost: 1e-6, thetaNorm: 10 })[0]).toBe('inconclusive');
    const flat = { ...zero, values: zeros };
    expect(verdicts(flat, { cost: 0 })[0]).toBe('correct');
    expect(verdicts({ ...flat, values: zeros.with(1, 1e-12) }, { cost: 0 })[1]).toBe('inconclusive');
    expect(verdicts({ ...flat, grad: zeros.with(0, 1e-10) }, { cost: 0 })[1]).toBe('inconclusive');
  });
});

describe('kinks', () => {
  const sides = (lower: number, upper: number, bound = 0) => ({
    oneSided: [{ coordinate: 3, lower: { slope: lower, bound }, upper: { slope: upper, bound: bound / 2 } }],
  });

  it('allow any slope between both sides; how far they lie apart is no error', () => {
    for (const claimed of [1, 2, 3])
      expect(verdicts({ kinks: sides(1, 3), grad: ones.with(3, claimed) })[0], `${claimed}`).toBe('correct');
    for (const claimed of [0.999, 3.001])
      expect(verdicts({ kinks: sides(1, 3), grad: ones.with(3, claimed) })[0], `${claimed}`).toBe(
        'incorrect',
      );
    expect(judgeEvidence(evidence({ kinks: sides(1, 3) })).tensors[1]!.uncertainty).toBe(0);
  });

  it('have the larger bound of both sides', () => {
    const { tensors } = judgeEvidence(evidence({ kinks: sides(1, 3, 1e-4) }));
    expect(tensors[1]).toMatchObject({ verdict: 'correct', uncertainty: 2e-4 });
    expect(verdicts({ kinks: sides(1, 3, 1e-4), grad: ones.with(3, 3.0002) })[0]).toBe('incorrect');
    expect(verdicts({ kinks: sides(1, 3, 1e-4), grad: ones.with(3, 3.00009) })[0]).toBe('correct');
  });

  it('of several coordinates are judged together', () => {
    const grad = ones.with(0, 5).with(3, 5);
    const ties = (verdict: 'accepted' | 'refused' | 'unsettled') => ({
      ties: { verdict, coordinates: [0, 3], tolerance: Float64Array.of(1e-4, 2e-4) },
    });
    expect(verdicts({ grad }, ties('accepted'))).toEqual(['correct', 'correct', 'correct']);
    const { tensors } = judgeEvidence(evidence({ grad }, ties('accepted')));
    expect(tensors.map(({ uncertainty }) => uncertainty)).toEqual([2e-4, 4e-4]);
    const flat = { grad: zeros.with(0, 5).with(3, 5), values: zeros }; // a median: its own slopes are 0
    expect(verdicts(flat, ties('accepted'))).toEqual(['correct', 'correct', 'correct']);
    expect(judgeEvidence(evidence(flat, ties('accepted'))).tensors.map(({ numerical }) => numerical)).toEqual(
      [5, 5],
    );
    expect(verdicts({}, ties('refused'))).toEqual(['incorrect', 'incorrect', 'incorrect']);
    const [first, beyond] = [{ coordinates: [1] }, { coordinates: [2] }].map(({ coordinates }) => ({
      ties: { verdict: 'refused' as const, coordinates, tolerance: Float64Array.of(Infinity) },
    }));
    expect(verdicts({}, first)).toEqual(['incorrect', 'incorrect', 'correct']);
    expect(verdicts({}, beyond)).toEqual(['incorrect', 'correct', 'incorrect']);
    const steps = { stepErrors: new Map([[2, 1e-4]]) };
    expect(judgeEvidence(evidence({}, steps)).tensors.map(({ uncertainty }) => uncertainty)).toEqual([
      0, 2e-4,
    ]);
    expect(verdicts({}, ties('unsettled'))).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    expect(verdicts({ grad: ones.with(4, 2) }, ties('unsettled'))[2]).toBe('incorrect');
    expect(verdicts({ grad }, ties('unsettled'))).toEqual(['inconclusive', 'inconclusive', 'inconclusive']); // other entries refute, not these
    const layered = { ties: { ...ties('unsettled').ties, intervalsHold: true } };
    expect(verdicts({ grad }, layered)).toEqual(['incorrect', 'incorrect', 'incorrect']);
    expect(verdicts({}, layered)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
  });
});

describe('what keeps a tensor from being judged', () => {
  const hindranceOf = (...given: Parameters<typeof evidence>) => judgeEvidence(evidence(...given)).hindrance;
  const kink = (bound: number) => ({
    oneSided: [{ coordinate: 0, lower: { slope: 1, bound }, upper: { slope: 1, bound } }],
  });

  it.each<[string, ...Parameters<typeof evidence>]>([
    ['round-off', { errorBound: zeros.with(0, 0.1) }],
    ['kinks', { kinks: kink(0.1) }],
    ['kinks', { kinks: kink(Infinity) }],
    ['truncation', {}, { truncations: [0.1, 0] }],
    ['truncation', {}, { stepErrors: new Map([[0, 0.1]]) }],
    ['precision', {}, { claim: { rounding: Float64Array.from(zeros).fill(0.1), precision: 'float64' as const, isCoarse: false, isUnmeasured: false } }],
    ['kinks', { errorBound: zeros.with(0, 0.1) }, { ties: { verdict: 'accepted', coordinates: [1], tolerance: Float64Array.of(0.2) } }],
    ['ties', {}, { ties: { verdict: 'unsettled', coordinates: [0], tolerance: Float64Array.of(0) } }],
  ])('is named by the largest part of its uncertainty: %s', (expected, ...given) => {
    expect(hindranceOf(...given)).toBe(expected);
  }); // prettier-ignore
});

describe('the control', () => {
  const control: ControlResult = { coordinates: 5, agreed: 4, sigma: 0, evaluations: 20, disagreeing: [2] };

  it('that disagrees leaves nothing proved, but what isn’t finite is wrong', () => {
    expect(judgeEvidence(evidence({}, { control }))).toMatchObject({ verdict: 'inconclusive', hindrance: 'control' }); // prettier-ignore
    expect(verdicts({ grad: ones.with(0, 2) }, { control })[0]).toBe('inconclusive');
    expect(verdicts({ grad: ones.with(0, NaN) }, { control })[0]).toBe('incorrect');
    expect(verdicts({}, { control: { ...control, disagreeing: [] } })[0]).toBe('correct');
  });
});

describe('the Taylor remainder', () => {
  const taylor: TaylorRemainder = { slope: 1, steps: [], remainders: [], linear: 1e-3, length: 1 };
  const verdictWith = (remainder: Partial<TaylorRemainder>, isPartial: boolean) =>
    judgeEvidence(evidence({}, { taylor: { ...taylor, ...remainder }, isPartial }));

  it('is a witness where not every coordinate was looked at, beyond the limits of all tensors', () => {
    expect(verdictWith({}, true)).toMatchObject({ verdict: 'inconclusive', hindrance: 'taylor' });
    expect(verdictWith({}, false).verdict).toBe('correct');
    expect(verdictWith({ slope: 1.9 }, true).verdict).toBe('correct');
    expect(verdictWith({ linear: 1e-8 }, true).verdict).toBe('correct');
  });
});

describe('sums beyond the largest number', () => {
  it.each([1e-300, 1, 1e300, 1.7e308])('change nothing: gradients of %d', (size) => {
    const at = (grad: readonly number[]) =>
      verdicts({ grad: grad.map((g) => size * g), values: ones.map(() => size) });
    expect(at(ones)).toEqual(['correct', 'correct', 'correct']);
    expect(at(ones.map((one) => -one))).toEqual(['incorrect', 'incorrect', 'incorrect']);
    expect(at(ones.with(4, 0.999))).toEqual(['incorrect', 'correct', 'incorrect']);
  });
});
