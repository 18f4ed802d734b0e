import { checkProblem, type Report } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { createRandom } from '@gradproof/core/testing';
import { gradientOf, type NetworkRecipe, randomNetwork } from '@gradproof/engine-conformance';
import type { ElementwiseActivationName } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { DeviceMode } from '../device/gpu-js.ts';
import { createGpuEngine } from '../gpu-engine.ts';

/** What every net of the benchmark must stay within. */
const DIFFERENCE = 1e-6;

/** The relative size of a mistake that must be found in any one tensor. */
const PLANTED = 1e-4;

/** Widths from the features to the outputs, as the benchmark writes them (tools/bench/nets.mjs): one output is a sigmoid, more are a softmax. */
export const netOf = (
  widths: readonly number[],
  examples: number,
  activation: ElementwiseActivationName,
): readonly [name: string, recipe: NetworkRecipe] => {
  const [features, outputs] = [widths[0]!, widths.at(-1)!];
  const recipe: NetworkRecipe = {
    seed: 3,
    features,
    examples,
    l2: 0.01,
    hidden: widths.slice(1, -1).map((units) => ({ units, activation })),
    last: { units: outputs, activation: outputs === 1 ? 'sigmoid' : 'softmax' },
    cost: outputs === 1 ? 'binary-cross-entropy' : 'softmax-cross-entropy',
  };
  return [`${widths.join('-')} ${activation}, ${examples}`, recipe];
};

type Mistake = (right: Float64Array, from: number, size: number) => Float64Array;

/** Mistakes of relative size PLANTED in the coordinates from … from + size. */
const mistakes: Readonly<Record<string, Mistake>> = {
  'of its scale': (right, from, size) =>
    right.map((g, i) => (i >= from && i < from + size ? g * (1 + PLANTED) : g)),
  'in all directions': (right, from, size) => {
    const random = createRandom(from);
    const entries = right.subarray(from, from + size);
    const length = Math.sqrt(entries.reduce((sum, g) => sum + g * g, 0));
    const noise = entries.map(() => random() - 0.5);
    const noiseLength = Math.sqrt(noise.reduce((sum, g) => sum + g * g, 0));
    return right.map((g, i) => g + ((PLANTED * length) / noiseLength) * (noise[i - from] ?? 0));
  },
};

const verdictsOf = ({ tensors }: Report) => tensors.map(({ verdict }) => verdict);

/** How precise the engine must be on a device: `precise` nets come within 1e-6; in `watched` ones a mistake of 1e-4 shows in each tensor. */
export const testPrecision = (
  device: DeviceMode,
  precise: readonly (readonly [name: string, recipe: NetworkRecipe])[],
  watched: readonly (readonly [name: string, recipe: NetworkRecipe])[],
): void => {
  const check = (problem: LayeredProblem, grad: Float64Array) =>
    checkProblem({ problem, grad }, { engine: createGpuEngine({ device }) });

  it.each(precise)(`comes within 1e-6 of a right backpropagation, ${device}: %s`, async (_name, recipe) => {
    const problem = randomNetwork(recipe);
    const report = await check(problem, gradientOf(problem));
    expect(report).toMatchObject({ verdict: 'correct', threshold: 2e-7, engine: { precision: 'float32' } });
    expect(report.difference).toBeLessThanOrEqual(DIFFERENCE);
    for (const { name, difference } of report.tensors)
      expect(difference, name).toBeLessThanOrEqual(DIFFERENCE);
    expect(report.control).toEqual({ coordinates: 16, agreed: 16 });
  });

  describe.each(watched)(`shows a mistake of 1e-4, ${device}: %s`, (_name, recipe) => {
    const problem = randomNetwork(recipe);
    const right = gradientOf(problem);
    const { tensors } = problem.layout;

    it.each(
      tensors.flatMap(({ name }, index) => Object.keys(mistakes).map((kind) => [name, kind, index] as const)),
    )('in %s, %s, and in it alone', async (_tensor, kind, index) => {
      const { offset, size } = tensors[index]!;
      const report = await check(problem, mistakes[kind]!(right, offset, size));
      expect(report.verdict).toBe('incorrect');
      expect(verdictsOf(report)).toEqual(
        tensors.map((_slot, other) => (other === index ? 'incorrect' : 'correct')),
      );
    });
  });
};
