import { createRandom } from '@gradproof/core/testing';
import { costNames, elementwiseActivations } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillActivationTables } from '../incremental/tables.ts';
import { kernelActivations } from './kernel-names.ts';
import { type CreateKernels, type Kernels, PANEL } from './kernels.ts';
import { createTypeScriptKernels } from './typescript/index.ts';
import { createWebAssemblyKernels, hasWebAssemblyKernels } from './web-assembly.ts';

const SIZE = 8192;
const both: [string, CreateKernels][] = [
  ['webassembly', createWebAssemblyKernels],
  ['typescript', createTypeScriptKernels],
];

/** Memories of both kinds with the same numbers, after the same work on them. */
const worked = (fill: (memory: Float64Array) => void, work: (kernels: Kernels) => void): Float64Array[] =>
  both.map(([, create]) => {
    const kernels = create(SIZE);
    fill(kernels.memory);
    work(kernels);
    return kernels.memory.slice(0, SIZE);
  });

const randomNumbers = (seed: number, scale: number) => (memory: Float64Array) => {
  const random = createRandom(seed);
  for (let i = 0; i < SIZE; i++) memory[i] = scale * (random() - 0.5);
};

it('this machine runs the WebAssembly kernels', () => {
  expect(hasWebAssemblyKernels()).toBe(true);
});

describe('multiply', () => {
  const shape = fc.record({
    rows: fc.constantFrom(1, 4, 8, 12),
    inputs: fc.integer({ min: 1, max: 100 }),
    panels: fc.integer({ min: 1, max: 7 }),
    sumBlock: fc.constantFrom(8, 32, 1000),
    seed: fc.nat(),
  });

  it('gives the same bits in WebAssembly and TypeScript, for any shape', () => {
    fc.assert(
      fc.property(shape, ({ rows, inputs, panels, sumBlock, seed }) => {
        const weights = Math.ceil(rows / 4) * 4 * inputs;
        const stride = inputs * PANEL + 8;
        const to = weights + panels * stride;
        const [left, right] = worked(randomNumbers(seed, 2), ({ multiply }) =>
          multiply(0, rows, inputs, panels, weights, stride, to, 12 * PANEL, sumBlock),
        );
        expect(left).toEqual(right);
      }),
    );
  });

  it.each(both)('is the product: %s', (_name, create) => {
    const { memory, multiply } = create(SIZE);
    const [rows, inputs, panels] = [4, 37, 3];
    randomNumbers(5, 2)(memory);
    const [from, to] = [rows * inputs, 1000];
    multiply(0, rows, inputs, panels, from, inputs * PANEL, to, rows * PANEL, 32);
    for (let p = 0; p < panels; p++) {
      for (let i = 0; i < rows; i++) {
        for (let lane = 0; lane < PANEL; lane++) {
          let expected = 0;
          for (let k = 0; k < inputs; k++)
            expected += memory[k * 4 + i]! * memory[from + p * inputs * PANEL + k * PANEL + lane]!;
          const got = memory[to + p * rows * PANEL + i * PANEL + lane]!;
          expect(Math.abs(got - expected)).toBeLessThan(inputs * Number.EPSILON);
        }
      }
    }
  });
});

describe.each(kernelActivations)('the increments of %s', (name) => {
  const [rows, panels, stride] = [7, 3, 28];
  const size = 2 * stride; // two groups
  const [groups, z, flags, deltas] = [0, 16, 400, 1000];
  const fill = (seed: number, step: number) => (memory: Float64Array) => {
    const random = createRandom(seed);
    memory.set([1, 0, 1], groups);
    for (let at = 0; at < size; at++) {
      memory[z + at] = 6 * (random() - 0.5);
    }
    fillActivationTables(name, memory.subarray(z, z + 3 * size), size);
    for (let at = 0; at < panels * stride; at++)
      memory[deltas + at] = step * 10 ** (-6 * random()) * (random() - 0.5);
  };
  const work = ({ increments }: Kernels) =>
    increments[name](panels, rows, deltas, stride, groups, z, stride, size, flags);

  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const isFlag = (at: number) => at >= flags && at < flags + 12;

  it.each([1e-9, 1e-4, 1, 100])(
    'have the same bits in WebAssembly and TypeScript, for steps up to %d',
    (step) => {
      for (const seed of seeds) {
        const [left, right] = worked(fill(seed, step), work).map((memory) =>
          memory.map((value, at) => (isFlag(at) && value !== 0 ? 1 : value)),
        );
        expect(left, `seed ${seed}`).toEqual(right);
      }
    },
  );

  it.each([1e-12, 1e-9, 1e-6, 1e-4, 1e-2, 3])(
    'are those of packages/model, on both sides of where the series ends: steps up to %d',
    (step) => {
      const kernels = createWebAssemblyKernels(SIZE);
      fill(7, step)(kernels.memory);
      const before = kernels.memory.slice();
      work(kernels);
      for (let p = 0; p < panels; p++) {
        for (let i = 0; i < stride; i++) {
          const at = deltas + p * stride + i;
          const zAt = before[z + before[groups + p]! * stride + i]!;
          const expected = elementwiseActivations[name].increment(zAt, before[at]!);
          const got = kernels.memory[at]!;
          // gelu's slope has a zero: near it the increment is a difference of parts of the size of δ
          const scale = Math.max(Math.abs(expected), name === 'gelu' ? Math.abs(before[at]!) : 0);
          expect(Math.abs(got - expected)).toBeLessThanOrEqual(16 * Number.EPSILON * scale);
        }
      }
    },
  );
});

describe('the costs', () => {
  const steps = [1e-9, 1e-3, 10];
  it.each(costNames.flatMap((name) => steps.map((step) => [name, step] as const)))(
    '%s has the same bits in WebAssembly and TypeScript, for steps up to %d',
    (name, step) => {
      const fill = (memory: Float64Array) => {
        randomNumbers(3, 1)(memory);
        memory.set([0, 1], 0);
        for (let at = 16; at < 512; at++) memory[at] = Math.abs(memory[at]!);
        for (let at = 1000; at < 1100; at++) memory[at]! *= step;
      };
      const [left, right] = worked(fill, ({ costs: kernels }) =>
        kernels[name](2, 3, 1000, 12, -1, 0, 16, 12, 24, 2000),
      );
      expect(left).toEqual(right);
    },
  );
});
