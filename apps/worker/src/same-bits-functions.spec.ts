import { type CheckOptions, checkProblem } from '@gradproof/core';
import {
  BLOCK_SIZE,
  type Check,
  createFunctionEngine,
  reportFromJson,
  reportToJson,
  resolveCheck,
} from '@gradproof/core/fleet';
import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import { type CheckSpec, moduleArithmetic } from '@gradproof/queue';
import { functionRuns, SCHEMA } from '@gradproof/queue/testing';
import { createPreparedFunctions, createProcessors } from '@gradproof/queue/worker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemory, reportOf } from './testing/wire.ts';

const HASH = 'a'.repeat(64);

/** A function of one parameter, and its derivative where it has one. */
interface Term {
  readonly value: (w: number) => number;
  readonly slope: (w: number) => number;
}

/** Smooth ones, kinks and jumps at 0.25, one that J never meets, one that isn't finite beyond 3. */
const TERMS: Record<string, Term> = {
  smooth: { value: (w) => Math.sin(3 * w) * w, slope: (w) => 3 * Math.cos(3 * w) * w + Math.sin(3 * w) },
  kinked: { value: (w) => Math.abs(w - 0.25), slope: (w) => Math.sign(w - 0.25) },
  jumping: { value: (w) => (w > 0.25 ? 1 : 0) + w, slope: () => 1 },
  constant: { value: () => 0, slope: () => 0 },
  rough: { value: (w) => w + 1e-3 * Math.sin(1e9 * w), slope: () => 1 },
  coarse: { value: (w) => Math.fround(w * w), slope: (w) => 2 * w },
  bounded: { value: (w) => Math.log(3 - w), slope: (w) => -1 / (3 - w) },
};

const recipes = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
  terms: fc.array(fc.constantFrom(...Object.keys(TERMS)), { minLength: 1, maxLength: 5 }),
  at: fc.constantFrom(0.25, 0, 3, null),
  wrong: fc.constantFrom('nothing', 'an entry', 'the sign', 'NaN', 'another point'),
  batched: fc.boolean(),
  changing: fc.boolean(),
  seed: fc.nat({ max: 1000 }),
});

type Recipe = typeof recipes extends fc.Arbitrary<infer Own> ? Own : never;

/** defineProblem's functions show what a cost does to its argument so often. */
const WATCHED = 2;

const checkOf = ({ sizes, terms, at, wrong, batched, changing, seed }: Recipe): Check => {
  const layout = layoutOf(sizes.map((size, k) => ({ name: `w${k}`, shape: [size] })));
  const random = createRandom(seed);
  const theta = Float64Array.from({ length: layout.size }, () =>
    at !== null && random() < 0.3 ? at : 2 * random() - 1,
  );
  const termAt = (i: number): Term => TERMS[terms[i % terms.length]!]!;
  const value = (vector: Float64Array) => vector.reduce((sum, w, i) => sum + termAt(i).value(w), 0);
  let evaluations = 0;
  const cost = (vector: Float64Array) => {
    const gradient = value(vector);
    if (changing && evaluations++ < WATCHED) vector.fill(7);
    return gradient;
  };
  const right = (vector: Float64Array) => vector.map((w, i) => termAt(i).slope(w));
  const gradientAt = (vector: Float64Array): Float64Array => {
    if (wrong === 'another point') return right(theta.map((w) => w * 0));
    const grad = right(vector);
    if (wrong === 'an entry') grad[grad.length >> 1]! += 1;
    if (wrong === 'NaN') grad[0] = NaN;
    return wrong === 'the sign' ? grad.map((g) => -g) : grad;
  };
  const costs = (all: readonly Float64Array[]) => all.map(value);
  const problem = { kind: 'function', layout, theta, cost, ...(batched && { costs }) } as const;
  return { problem, grad: gradientAt(theta), gradientAt };
};

/** What the fleet reports of it, cut into runs of so many coordinates. */
const fleetReport = async (
  check: Check,
  options: CheckOptions,
  coordinates: number,
  order: (index: number) => number,
) => {
  const engine = createFunctionEngine();
  const description = { ...(await engine.describe()), arithmetic: moduleArithmetic() };
  const resolved = resolveCheck(check, options, description);
  const { method, epsilon, threshold, seed, adaptive } = resolved;
  const spec: CheckSpec = {
    ...{ schema: SCHEMA, problem: HASH, method, epsilon, threshold, seed, recheck: 0 },
    engine: 'function',
    arithmetic: moduleArithmetic(),
    module: { name: 'problem.ts', sha256: HASH, adaptive },
  };
  const open = { check, isAlive: () => true, close: () => Promise.resolve() };
  const functions = createPreparedFunctions(() => Promise.resolve(open), engine, 2 ** 30);
  const processors = createProcessors(functions, inMemory(), description, 'w1');
  return reportOf(processors, spec, functionRuns(check.problem.layout, coordinates), order);
};

/** What `gradproof check --json` prints, read again: JSON knows no −0. */
const localReport = async (check: Check, options: CheckOptions = {}) =>
  reportFromJson(reportToJson(await checkProblem(check, options)));

describe('the fleet’s report of a function', () => {
  it('has the bits of a check on one machine, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        recipes,
        fc.constantFrom<CheckOptions>({}, { epsilon: 1e-6 }, { threshold: 1e-5 }, { seed: 5 }),
        fc.integer({ min: 1, max: 60 }),
        fc.func(fc.integer()),
        async (recipe, options, coordinates, order) => {
          const local = await localReport(checkOf(recipe), options);
          const fleet = await fleetReport(checkOf(recipe), options, coordinates, order);
          expect({ ...fleet, seconds: 0 }).toEqual({ ...local, seconds: 0 });
        },
      ),
      { numRuns: 120 },
    );
  });

  it('has them where runs are whole blocks, too', async () => {
    const layout = layoutOf([
      { name: 'w', shape: [BLOCK_SIZE + 200] },
      { name: 'v', shape: [300] },
    ]);
    const random = createRandom(3);
    const theta = Float64Array.from({ length: layout.size }, () => 2 * random() - 1);
    const cost = (vector: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < vector.length; i++) sum += (1 + (i % 3)) * vector[i]! ** 3;
      return sum;
    };
    const grad = theta.map((w, i) => 3 * (1 + (i % 3)) * w * w);
    grad[BLOCK_SIZE + 5]! *= 1.01;
    const check: Check = { problem: { kind: 'function', layout, theta, cost }, grad };
    const local = await localReport(check);
    expect(local.verdict).toBe('incorrect');
    for (const coordinates of [BLOCK_SIZE, layout.size, 1000]) {
      const fleet = await fleetReport(check, {}, coordinates, (index) => -index);
      expect({ ...fleet, seconds: 0 }).toEqual({ ...local, seconds: 0 });
    }
  });
});
