import { type Layout, layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../compare/aggregate.ts';
import { checkShard, type ShardResult } from '../compare/compare-shard.ts';
import type { Evaluator } from '../contract/engine.ts';
import { planShards, type Shard } from '../contract/shards.ts';
import { diagnoseAll } from '../diagnose/diagnose-all.ts';
import { evidenceOf } from '../judge/evidence.fixture.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import { createRandom } from '../numerics/random.ts';
import { buildReport } from './build-report.ts';

const EPSILON = 2 ** -20; // a power of 2: gradapprox is what the fixed vector says, to the bit

const THRESHOLD = 2e-7;

/** Everything that a check is made of; the numerical gradient is given. */
interface Given {
  readonly layout: Layout;
  readonly theta: Float64Array;
  readonly grad: Float64Array;
  readonly gradapprox: Float64Array;
  /** Coordinates that cross a kink. */
  readonly kinks: readonly number[];
}

const evaluatorOf = ({ gradapprox, kinks }: Given): Evaluator => ({
  derivatives: ({ start, end }) => {
    const values = gradapprox.slice(start, end);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    return Promise.resolve({
      values,
      evaluations: 2 * (end - start),
      errorBound: null,
      kinks: {
        at: 3,
        coordinates: kinks.filter((i) => i >= start && i < end),
        resolved: false,
        oneSided: [],
      },
      nonFinite: bad < 0 ? null : { coordinate: start + bad, side: 'plus', cost: NaN },
    });
  },
  directionalDerivatives: () => Promise.reject(new Error('not asked for here')),
  parallel: 1,
  dispose: () => Promise.resolve(),
});

const checkShards = (given: Given, shards: readonly Shard[]): Promise<ShardResult[]> =>
  Promise.all(
    shards.map((shard) =>
      checkShard(evaluatorOf(given), shard, { ...given, epsilon: EPSILON, threshold: THRESHOLD }),
    ),
  );

const conclude = ({ layout, theta, grad }: Given, results: readonly ShardResult[]) => {
  const totals = aggregate(layout, results);
  const judged = judgeEvidence(evidenceOf(layout, totals, grad, { noiseError: 1e-10 }));
  const problem = { kind: 'function', layout, theta, cost: () => NaN } as const;
  const diagnoses = diagnoseAll({ problem, grad }, totals, judged, THRESHOLD);
  const report = buildReport(layout, totals, judged, diagnoses, {
    problemKind: 'function', threshold: THRESHOLD, epsilon: EPSILON, method: 'textbook', cost: 1, noise: 1e-17, control: null, taylor: null, coverage: { kind: 'full' },
    gradientPrecision: { precision: 'float64', known: 'numbers' }, findings: [], seed: 0, evaluations: 0, seconds: 0,
    engine: { name: 'fixed', device: 'none', precision: 'float64', arithmetic: 'float64-test', methods: [], problems: [] },
  }); // prettier-ignore
  return { totals, judged, report };
};

/** Rare values stand among ordinary ones: NaN, the infinite, what overflows and what underflows when squared. */
const entry = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, 0, -0, 1e-300, -5e-324, 1e300, -1e300),
);

/** Few distinct values over many coordinates: fast, and full of ties among the worst entries. */
const vector = (size: number) =>
  fc.array(entry, { minLength: 1, maxLength: 40 }).chain((values) =>
    fc.nat(997).map((stride) => Float64Array.from({ length: size }, (_, i) => values[(i * (stride + 1)) % values.length]!)),
  ); // prettier-ignore

const givens: fc.Arbitrary<Given> = fc
  .array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 4 })
  .chain((sizes) => {
    const layout = layoutOf(sizes.map((size, i) => ({ name: `W${i}`, shape: [size] })));
    return fc.record({
      layout: fc.constant(layout),
      theta: vector(layout.size),
      grad: vector(layout.size),
      gradapprox: vector(layout.size),
      kinks: fc
        .uniqueArray(fc.nat(layout.size - 1), { maxLength: 5 })
        .map((coordinates) => coordinates.sort((a, b) => a - b)),
    });
  });

describe('the report', () => {
  it('is the same to the bit for any shard size, any order of arrival and shards that arrive twice', async () => {
    const shardSize = fc.integer({ min: 1, max: 4000 });
    await fc.assert(
      fc.asyncProperty(givens, shardSize, fc.nat(), async (given, coordinates, seed) => {
        const whole = await checkShards(given, [{ start: 0, end: given.layout.size }]);
        const parts = await checkShards(given, planShards(given.layout, coordinates));
        const twice = [...parts, ...parts.slice(0, 2)];
        const random = createRandom(seed);
        const arrived = twice
          .map((result) => ({ result, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ result }) => result);
        expect(conclude(given, arrived)).toEqual(conclude(given, whole));
      }),
    );
  });
});
