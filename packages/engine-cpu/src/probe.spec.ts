import { checkProblem, createRandom, type LayeredProblem, type Method } from '@gradproof/core';
import { randomNetwork, recipes } from '@gradproof/engine-conformance';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const SEEDS = 4;
const engine = createCpuEngine({ threads: 1 });
const gradientOf = ({ network, X, Y, theta }: LayeredProblem): Float64Array =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
const probe = (problem: LayeredProblem, grad: Float64Array, seed: number, method: Method = 'incremental') =>
  checkProblem({ problem, grad }, { engine, method, coverage: { kind: 'probe' }, seed });

/** One entry of the tensor off by 1 % of the tensor's root mean square. */
const withMistake = ({ layout }: LayeredProblem, grad: Float64Array, tensor: number, seed: number) => {
  const { offset, size } = layout.tensors[tensor]!;
  const own = grad.subarray(offset, offset + size);
  const scale = Math.sqrt(own.reduce((sum, g) => sum + g * g, 0) / size);
  const place = Math.floor(createRandom(seed)() * size);
  return { wrong: grad.with(offset + place, own[place]! + 0.01 * scale), place, scale };
};

describe.each(recipes)('probing a network: %s', (_name, recipe) => {
  const problem = randomNetwork(recipe);
  const grad = gradientOf(problem);

  it('passes the right gradient', async () => {
    for (let seed = 0; seed < SEEDS; seed++)
      expect((await probe(problem, grad, seed)).verdict).toBe('correct');
  });

  it('finds one wrong entry of any tensor, and no other', async () => {
    for (const tensor of problem.layout.tensors.keys()) {
      const { wrong, scale } = withMistake(problem, grad, tensor, tensor);
      if (scale === 0) continue;
      const report = await probe(problem, wrong, tensor);
      expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
        problem.layout.tensors.map((_slot, other) => other === tensor),
      );
      expect(report.tensors[tensor]!.worst).toHaveLength(1);
    }
  });
});

describe('probing', () => {
  const [, recipe] = recipes.find(([name]) => name.startsWith('relu'))!;
  const wide = randomNetwork({
    ...recipe,
    features: 60,
    hidden: [{ units: 80, activation: 'relu' }, { units: 40, activation: 'relu' }],
  }); // prettier-ignore
  const grad = gradientOf(wide);

  it('takes a few dozen evaluations of a network of thousands of parameters, by increments', async () => {
    const { wrong, place } = withMistake(wide, grad, 0, 3);
    const report = await probe(wide, wrong, 0);
    expect(report.parameters).toBeGreaterThan(8000);
    expect(report.evaluations).toBeLessThan(100);
    const [{ index } = { index: [] }] = report.tensors[0]!.worst;
    expect(index[0]! * 60 + index[1]!).toBe(place);
    expect(report.tensors[0]!.detectionLimit!.entry).toBeLessThan(1e-3);
  });

  it('works by values alone, too', async () => {
    const { wrong } = withMistake(wide, grad, 2, 3);
    expect((await probe(wide, grad, 0, 'textbook')).verdict).toBe('correct');
    const report = await probe(wide, wrong, 0, 'textbook');
    expect(report.tensors.map(({ verdict }) => verdict === 'incorrect')).toEqual(
      wide.layout.tensors.map((_slot, other) => other === 2),
    );
  });

  it('samples coordinates by increments, with the control', async () => {
    const report = await checkProblem(
      { problem: wide, grad },
      { engine, coverage: { kind: 'sample', coordinates: 50 } },
    );
    expect(report).toMatchObject({
      verdict: 'correct',
      method: 'incremental',
      control: { coordinates: 16, agreed: 16 },
    });
    expect(report.checked).toBeGreaterThanOrEqual(50);
  });
});
