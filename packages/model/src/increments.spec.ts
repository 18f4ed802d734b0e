import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementwiseActivations, type ElementwiseActivationName } from './activations/index.ts';
import { costs, type CostName } from './costs/index.ts';
import { errorsOf, hasMpmath, type Row } from './testing/errors-of.ts';

/** Units of round-off (2⁻⁵³) that an increment may be off. */
const LAW = 4;
const names = Object.keys(elementwiseActivations) as ElementwiseActivationName[];

const sign = fc.constantFrom(-1, 1);
/** All magnitudes from 1e-300 to 1e3, the ordinary ones and gelu's tails more often. */
const magnitude = fc.oneof(
  fc.double({ min: -300, max: 3, noNaN: true }).map((exponent) => 10 ** exponent),
  fc.double({ min: -3, max: 2, noNaN: true }).map((exponent) => 10 ** exponent),
  fc.double({ min: 0, max: 40, noNaN: true }),
);
const number = fc.tuple(sign, magnitude).map(([s, m]) => s * m);
/** Steps that end near 0, and start near gelu's minimum, are the hard ones. */
const pair = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(number, number) },
  { weight: 1, arbitrary: fc.tuple(number, fc.double({ min: -16, max: 0, noNaN: true })).map(([z, e]): [number, number] => [z, -z * (1 + 10 ** e)]) },
  { weight: 1, arbitrary: fc.tuple(fc.double({ min: -1, max: -0.5, noNaN: true }), number) },
); // prettier-ignore

const worst = (rows: readonly Row[]): { units: number; row: Row | undefined } => {
  const errors = errorsOf(rows);
  const units = Math.max(...errors);
  return { units, row: rows[errors.indexOf(units)] };
};

describe.each(names)('the increment of %s', (name) => {
  const { increment, value } = elementwiseActivations[name];

  it.runIf(hasMpmath)('is right to 4 units of round-off, against 100 digits', () => {
    const pairs = fc.sample(pair, { numRuns: 400, seed: 20 });
    const rows = pairs.map(([z, delta]): Row => [name, z, delta, [], increment(z, delta)]);
    expect(rows.every((row) => Number.isFinite(row[4]))).toBe(true);
    const { units, row } = worst(rows);
    expect(units, `at ${JSON.stringify(row)}`).toBeLessThan(LAW);
  });

  it('is 0 for no step, NaN for NaN, and about the difference of the values', () => {
    fc.assert(
      fc.property(number, fc.double({ min: -3, max: 3, noNaN: true }), (z, delta) => {
        expect(Math.abs(increment(z, 0))).toBe(0);
        expect(increment(z, NaN)).toBeNaN();
        expect(increment(NaN, 1)).toBeNaN();
        const scale = Math.max(1, Math.abs(value(z)), Math.abs(value(z + delta)));
        expect(Math.abs(increment(z, delta) - (value(z + delta) - value(z)))).toBeLessThan(1e-13 * scale);
      }),
    );
  });
});

it.each(['identity', 'tanh', 'sigmoid'] as const)('%s is odd about its centre, to the bit', (name) => {
  const { increment } = elementwiseActivations[name];
  fc.assert(
    fc.property(pair, ([z, delta]) => {
      expect(Math.abs(increment(-z, -delta) + increment(z, delta))).toBe(0);
    }),
  );
});

describe.each(Object.keys(costs) as CostName[])('the increment of %s', (name) => {
  const { increment } = costs[name];
  const of = (z: readonly number[], y: readonly number[], delta: readonly number[]): number => {
    const [logits, targets, deltas] = [z, y, delta].map((x) => Float64Array.from(x)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return increment(logits, logits, targets, deltas, z.length, 1, 0);
  };
  const units = name === 'softmax-cross-entropy' ? 3 : 1;
  const column = (entry: fc.Arbitrary<number>) => fc.array(entry, { minLength: units, maxLength: units });
  const targets =
    name === 'softmax-cross-entropy'
      ? fc.oneof(
          fc.nat(units - 1).map((k) => Array.from({ length: units }, (_, at) => (at === k ? 1 : 0))),
          fc.constantFrom([0.05, 0.05, 0.9], [0.1, 0.2, 0.7000001], [0.3333333, 0.3333333, 0.3333333]),
        )
      : column(name === 'mean-squared-error' ? number : fc.constantFrom(0, 1, 0.25));

  it.runIf(hasMpmath)('is right to 4 units of round-off, against 100 digits', () => {
    const drawn = fc.sample(fc.tuple(column(number), targets, column(number)), { numRuns: 300, seed: 8 });
    const rows = drawn.map(([z, y, delta]): Row => [name, z, delta, y, of(z, y, delta)]);
    const { units: error, row } = worst(rows);
    expect(error, `at ${JSON.stringify(row)}`).toBeLessThan(LAW);
  });

  it('is 0 for no step', () => {
    const zeros = Array.from({ length: units }, () => 0);
    fc.assert(
      fc.property(column(number), targets, (z, y) => {
        expect(Math.abs(of(z, y, zeros))).toBe(0);
      }),
    );
  });
});
