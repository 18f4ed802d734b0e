import { checkProblem, type GradientPrecision, type Problem } from '@gradproof/core';
import { layoutOf } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createCpuEngine } from './cpu-engine.ts';

const engine = createCpuEngine({ threads: 1 });
const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'softplus', 'gelu', 'elu'] as const;

const seededRandom = (seed: number) => {
  let state = seed * 7919 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

/** A network of few units, some of which are off, and of tensors of one entry, in numbers that float32 holds. */
const networkOf = (seed: number) => {
  const random = seededRandom(seed);
  const some = (size: number, scale: number) =>
    Float64Array.from({ length: size }, () => Math.fround(scale * (2 * random() - 1)));
  const hidden = ACTIVATIONS[seed % ACTIVATIONS.length]!;
  const network = {
    layers: [
      { units: 3, activation: hidden },
      { units: 1, activation: hidden },
      { units: 1, activation: 'sigmoid' as const },
    ],
    cost: 'binary-cross-entropy' as const,
    l2: 0,
  };
  const layout = layoutOf(parameterShapes(network, 2));
  const theta = some(layout.size, 1.5);
  if (seed % 3 === 0) theta.fill(-20, 6, 7); // one unit far out
  const X = tensor([2, 5], some(10, 1));
  const Y = tensor(
    [1, 5],
    Float64Array.from({ length: 5 }, (_, r) => r % 2),
  );
  const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
  return { problem: { kind: 'layered', network, layout, theta, X, Y } satisfies Problem, grad };
};

describe.each(['float64', 'float32'] as const)('of a gradient in %s', (precision: GradientPrecision) => {
  it('an error of one and a half times the limit that the right one is given is never called correct', async () => {
    let planted = 0;
    for (let seed = 0; seed < 24; seed++) {
      const { problem, grad } = networkOf(seed);
      const right = precision === 'float32' ? grad.map(Math.fround) : grad;
      const gradientPrecision = { precision, known: 'type' as const };
      const stated = await checkProblem({ problem, grad: right, gradientPrecision }, { engine });
      expect(stated.verdict, `seed ${seed}`).not.toBe('incorrect');
      for (const [index, { offset, size }] of problem.layout.tensors.entries()) {
        const wrong = right.slice();
        const { norm } = stated.tensors[index]!.detectionLimit!;
        wrong[offset + (seed % size)]! += 1.5 * norm;
        const { tensors } = await checkProblem({ problem, grad: wrong, gradientPrecision }, { engine });
        expect(tensors[index]!.verdict, `seed ${seed}, tensor ${index}`).not.toBe('correct');
        planted++;
      }
    }
    expect(planted).toBe(24 * 6);
  });
});
