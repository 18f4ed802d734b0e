import { checkProblem } from '@gradproof/core';
import { type Check, type Method, resolveCheck } from '@gradproof/core/fleet';
import { type NetworkRecipe, randomNetwork } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import type { CheckSpec } from '@gradproof/queue';
import { fleetRuns, SCHEMA } from '@gradproof/queue/testing';
import { createPreparedProblems, createProcessors } from '@gradproof/queue/worker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownEngine } from './compute/engines.ts';
import { inMemory, reportOf } from './testing/wire.ts';

const { engine } = await knownEngine('cpu').open({});
const HASH = 'a'.repeat(64);

const fleetReport = async (
  check: Check,
  method: Method,
  runSeconds: number,
  order: (index: number) => number,
) => {
  const description = await engine.describe();
  const { epsilon, threshold, seed } = resolveCheck(check, { method }, description);
  const spec: CheckSpec = {
    schema: SCHEMA,
    problem: HASH,
    method,
    epsilon,
    threshold,
    seed,
    engine: 'cpu',
    arithmetic: description.arithmetic,
    recheck: 0,
  };
  const problems = createPreparedProblems(() => Promise.resolve(check), engine, 2 ** 30);
  const processors = createProcessors(problems, inMemory(), description, 'w1');
  return reportOf(processors, spec, fleetRuns(check.problem, method, { seconds: runSeconds }), order);
};

/** Wide enough that layers are cut, within their rows too. */
const recipes: fc.Arbitrary<NetworkRecipe> = fc.record({
  seed: fc.nat(),
  features: fc.integer({ min: 1, max: 70 }),
  examples: fc.integer({ min: 1, max: 6 }),
  hidden: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 50 }),
      activation: fc.constantFrom('relu' as const, 'tanh' as const),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  last: fc.record({ units: fc.integer({ min: 2, max: 4 }), activation: fc.constant('softmax' as const) }),
  cost: fc.constant('softmax-cross-entropy' as const),
  l2: fc.constantFrom(0, 0.3),
});

const checks = fc.record({ recipe: recipes, wrong: fc.boolean() }).map(({ recipe, wrong }): Check => {
  const problem = randomNetwork(recipe);
  const { network, theta, X, Y } = problem;
  const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
  if (wrong) grad[grad.length >> 1]! += 1;
  return { problem, grad };
});

describe('the fleet’s report', () => {
  it.each(['incremental', 'textbook'] as const)(
    'has the bits of a check on one machine, however it is cut, %s',
    async (method) => {
      await fc.assert(
        fc.asyncProperty(
          checks,
          fc.constantFrom(0, 1e-6, 1e-5, 1e-4, 1e-3, 10),
          fc.func(fc.integer()),
          async (check, runSeconds, order) => {
            const local = await checkProblem(check, { engine, method });
            const fleet = await fleetReport(check, method, runSeconds, order);
            expect({ ...fleet, seconds: 0 }).toEqual({ ...local, seconds: 0 });
          },
        ),
        { numRuns: method === 'textbook' ? 8 : 40 },
      );
    },
  );
});
