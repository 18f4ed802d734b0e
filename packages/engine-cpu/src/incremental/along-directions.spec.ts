import type { LayeredProblem } from '@gradproof/core/engine';
import { createRandom } from '@gradproof/core/testing';
import { randomNetwork, recipes } from '@gradproof/engine-conformance';
import { createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });

/** Directions that move everything, each tensor, a part of it, and one parameter. */
const directionsOf = ({ layout }: LayeredProblem): Float64Array[] => {
  const random = createRandom(11);
  const within = (from: number, until: number) =>
    Float64Array.from({ length: layout.size }, (_, i) => {
      const move = random() - 0.5;
      return from <= i && i < until ? move : 0;
    });
  const ofTensors = layout.tensors.flatMap(({ offset, size }) => [
    within(offset, offset + size),
    within(offset + Math.floor(size / 3), offset + Math.ceil((2 * size) / 3)),
    within(offset + size - 1, offset + size),
  ]);
  return [within(0, layout.size), within(0, 0), ...ofTensors];
};

describe.each(recipes)('differences of J along directions: %s', (_name, recipe) => {
  const problem = randomNetwork(recipe);
  const directions = directionsOf(problem);
  const along = async (method: 'incremental' | 'textbook', epsilon: number): Promise<Float64Array> => {
    const evaluator = await engine.prepare(problem, method);
    const { values } = await evaluator.directionalDerivatives(directions, epsilon);
    await evaluator.dispose();
    return values.map((slope) => slope * 2 * epsilon);
  };

  /** The largest J that the differences are of. */
  const largestCost = (epsilon: number): number => {
    const { cost } = createForwardPass(problem.network, problem.X, problem.Y);
    const steps = directions.flatMap((v) => [v, v.map((move) => -move)]);
    return Math.max(...steps.map((v) => Math.abs(cost(problem.theta.map((t, i) => t + epsilon * v[i]!)))));
  };

  it.each([1e-3, 0.1, 0.5])(
    'by increments are those of its values, over kinks too, for ε = %d',
    async (step) => {
      const [increments, values] = [await along('incremental', step), await along('textbook', step)];
      const scale = Math.max(1, largestCost(step));
      increments.forEach((value, k) => expect(Math.abs(value - values[k]!)).toBeLessThan(1e-12 * scale));
      expect(increments[1]).toBe(0);
    },
  );
});
