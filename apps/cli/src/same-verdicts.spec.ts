import { checkProblem, type Engine, type LayeredProblem, type Report } from '@gradproof/core';
import { gradientOf, plantedBugs, randomNetwork, recipes } from '@gradproof/engine-conformance';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { describe, expect, it } from 'vitest';

const { createGpuEngine } = await import('@gradproof/engine-gpu'); // as the command line loads it: when it is needed
const cpu = createCpuEngine({ threads: 1 });
const gpu = createGpuEngine({ device: 'webasm' });

/** What must not depend on the engine: verdicts, and what the mistake is taken for. */
const essence = ({ verdict, tensors }: Report) => ({
  verdict,
  tensors: tensors.map(({ name, verdict: tensorVerdict, diagnosis }) => [
    name,
    tensorVerdict,
    diagnosis?.kind ?? null,
  ]),
});

const essenceOf = async (engine: Engine, problem: LayeredProblem, grad: Float64Array) =>
  essence(await checkProblem({ problem, grad }, { engine }));

describe.each(recipes)('the gpu engine says what the cpu engine says: %s', (_name, recipe) => {
  const problem = randomNetwork(recipe);
  const right = gradientOf(problem);

  it('of a right gradient', async () => {
    expect(await essenceOf(gpu, problem, right)).toEqual(await essenceOf(cpu, problem, right));
  });

  it.each(plantedBugs.map((bug) => [bug.name, bug] as const))('of a gradient %s', async (_bug, bug) => {
    for (const slot of problem.layout.tensors.filter((tensor) => bug.fits(tensor, problem))) {
      const wrong = Float64Array.from(right);
      wrong.set(bug.plant(right.slice(slot.offset, slot.offset + slot.size), slot, problem), slot.offset);
      const essence = await essenceOf(gpu, problem, wrong);
      expect(essence, slot.name).toEqual(await essenceOf(cpu, problem, wrong));
    }
  });
});
