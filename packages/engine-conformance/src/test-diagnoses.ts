import { checkProblem, type Engine, type LayeredProblem, type Report } from '@gradproof/core';
import { describe, expect, it } from 'vitest';
import { deep } from './diagnoses/diagnosed-networks.ts';
import { type DiagnosedCheck, diagnosesOf } from './diagnoses/diagnosing.ts';
import { testEntrywise } from './diagnoses/test-entrywise.ts';
import { testMask } from './diagnoses/test-mask.ts';
import { testUpstream } from './diagnoses/test-upstream.ts';
import { gradientOf, plantedBugs } from './planted-bugs.ts';
import { type NetworkRecipe, randomNetwork } from './random-network.ts';
import { recipes } from './recipes.ts';

/** Tensors of more than one block; too many coordinates to go through the textbook formula a hundred times. */
const wide: NetworkRecipe = {
  ...deep,
  seed: 6,
  features: 40,
  hidden: [
    { units: 60, activation: 'relu' },
    { units: 60, activation: 'leaky-relu' },
  ],
};

const isAmong =
  (names: readonly string[]) =>
  ([name]: readonly [string, NetworkRecipe]) =>
    names.includes(name);

/** The textbook formula would take long for many coordinates; what probes share with a full check need not be seen on every activation. */
const networksFor = ({
  method,
  coverage,
}: DiagnosedCheck): (readonly [name: string, recipe: NetworkRecipe])[] => {
  const all = [
    ...recipes,
    ['three hidden layers and softmax', deep] as const,
    ...(method === 'incremental' ? [['tensors of several blocks', wide] as const] : []),
  ];
  if (coverage?.kind !== 'probe') return all;
  return all.filter(isAmong(['relu in two hidden layers', 'one layer only', 'softmax cross-entropy with L2', 'three hidden layers and softmax', 'tensors of several blocks'])); // prettier-ignore
};

/** Where a right gradient must get no diagnosis, and each planted mistake its own; neither the engine nor the coverage must matter. */
export const testDiagnoses = (
  name: string,
  createEngine: () => Engine,
  { method, epsilon, coverage = { kind: 'full' } }: DiagnosedCheck,
): void => {
  const check = (problem: LayeredProblem, grad: Float64Array): Promise<Report> =>
    checkProblem({ problem, grad }, { engine: createEngine(), method, epsilon, coverage });
  const diagnosing = { createEngine, check, method, epsilon, coverage };

  describe(`diagnoses, ${name}, ${method}, ${coverage.kind}`, () => {
    describe.each(networksFor({ method, epsilon, coverage }))('%s', (_name, recipe) => {
      const problem = randomNetwork(recipe);
      const right = gradientOf(problem);

      it('a right gradient gets none', async () => {
        const report = await check(problem, right);
        expect(diagnosesOf(report)).toEqual(problem.layout.tensors.map(() => null));
      });

      it.each(plantedBugs.map((bug) => [bug.name, bug] as const))('%s', async (_bug, bug) => {
        for (const [index, slot] of problem.layout.tensors.entries()) {
          const entries = right.slice(slot.offset, slot.offset + slot.size);
          const wrong = Float64Array.from(right);
          if (!bug.fits(slot, problem)) continue;
          const planted = bug.plant(entries, slot, problem);
          if (planted.every((g, i) => g === entries[i])) continue; // swapping zeros changes nothing
          wrong.set(planted, slot.offset);
          const diagnoses = diagnosesOf(await check(problem, wrong));
          expect(diagnoses[index], slot.name).toMatchObject(bug.expected(slot, problem));
          expect(diagnoses.filter((diagnosis) => diagnosis !== null)).toHaveLength(1);
        }
      });
    });

    testMask(diagnosing);
    testEntrywise(diagnosing);
    testUpstream(diagnosing);
  });
};
