import type { LayeredProblem } from '@gradproof/core';
import type { TensorSlot } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass, type SlopeOf } from '@gradproof/model';
import { expect } from 'vitest';

/** ∇J of a problem by backward propagation; another `slopeOf` than the derivative plants a mistake. */
export const gradientOf = (problem: LayeredProblem, slopeOf?: SlopeOf): Float64Array => {
  const { network, X, Y, theta } = problem;
  return backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y, slopeOf);
};

/** A mistake that people make in the gradient of one tensor, and the diagnosis that it must get. */
export interface PlantedBug {
  readonly name: string;
  /** Whether the tensor is one that the mistake shows in. */
  readonly fits: (slot: TensorSlot, problem: LayeredProblem) => boolean;
  /** The wrong gradient of the tensor, [size], from the right one. */
  readonly plant: (right: Float64Array, slot: TensorSlot, problem: LayeredProblem) => Float64Array;
  /** What the diagnosis must say. */
  readonly expected: (slot: TensorSlot, problem: LayeredProblem) => Readonly<Record<string, unknown>>;
}

const always = () => true;
const isMatrix = ({ shape }: TensorSlot) => shape.every((length) => length > 1);
const examplesOf = ({ X }: LayeredProblem) => X.shape[1]!;
const parametersOf = ({ theta }: LayeredProblem, { offset, size }: TensorSlot) =>
  theta.subarray(offset, offset + size);
const isOfSoftmax = ({ name }: TensorSlot, { network: { layers } }: LayeredProblem) =>
  layers.at(-1)!.activation === 'softmax' && name.slice(1) === String(layers.length);
const isWeight = ({ name }: TensorSlot) => name.startsWith('W');

/** Mistakes in one tensor, all others being right. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'never written',
    fits: always,
    plant: (right) => right.map(() => 0),
    expected: () => ({ kind: 'zero' }),
  },
  {
    name: 'NaN in its last entry',
    fits: always,
    plant: (right) => right.with(-1, NaN),
    expected: ({ shape }) => ({ kind: 'non-finite', of: 'grad', index: shape.map((length) => length - 1) }),
  },
  {
    name: 'the sign flipped',
    fits: always,
    plant: (right) => right.map((g) => -g),
    expected: () => ({ kind: 'sign' }),
  },
  {
    name: 'the 1/m missing',
    fits: (_slot, problem) => examplesOf(problem) > 1,
    plant: (right, _slot, problem) => right.map((g) => g * examplesOf(problem)),
    expected: (_slot, problem) => ({ kind: 'scale', factor: examplesOf(problem), name: 'm' }),
  },
  {
    name: 'doubled',
    fits: always,
    plant: (right) => right.map((g) => 2 * g),
    expected: () => ({ kind: 'scale', factor: 2, name: '2' }),
  },
  {
    name: 'divided by √m',
    fits: (_slot, problem) => !Number.isInteger(Math.sqrt(examplesOf(problem))), // else it may be a count by itself
    plant: (right, _slot, problem) => right.map((g) => g / Math.sqrt(examplesOf(problem))),
    expected: () => ({ kind: 'scale', name: '1/√m' }),
  },
  {
    name: 'transposed in memory',
    fits: isMatrix,
    plant: (right, { shape: [rows, columns] }) =>
      right.map((_, at) => right[(at % rows!) * columns! + Math.floor(at / rows!)]!),
    expected: () => ({ kind: 'transposed', axes: [1, 0] }),
  },
  {
    name: 'an L2 term that the cost does not have',
    fits: ({ name, size }, { network }) => size > 1 && (network.l2 === 0 || name.startsWith('b')),
    plant: (right, slot, problem) => right.map((g, i) => g + 0.3 * parametersOf(problem, slot)[i]!),
    expected: () => ({ kind: 'regularization' }),
  },
  {
    name: 'without the L2 term of the cost',
    fits: (slot, { network }) => isWeight(slot) && network.l2 > 0,
    plant: (right, slot, problem) => {
      const coefficient = problem.network.l2 / examplesOf(problem);
      return right.map((g, i) => g - coefficient * parametersOf(problem, slot)[i]!);
    },
    expected: () => ({ kind: 'regularization', message: expect.stringContaining('is missing') as unknown }),
  },
  {
    name: 'the biases regularized, too',
    fits: (slot, { network }) => !isWeight(slot) && network.l2 > 0,
    plant: (right, slot, problem) => {
      const coefficient = problem.network.l2 / examplesOf(problem);
      return right.map((g, i) => g + coefficient * parametersOf(problem, slot)[i]!);
    },
    expected: () => ({
      kind: 'regularization',
      message: expect.stringContaining('weights, not biases') as unknown,
    }),
  },
  {
    name: 'the 1/m missing, but for the L2 term',
    fits: (slot, problem) => isWeight(slot) && problem.network.l2 > 0 && examplesOf(problem) > 1,
    plant: (right, slot, problem) => {
      const m = examplesOf(problem);
      const coefficient = problem.network.l2 / m;
      return right.map((g, i) => m * g - (m - 1) * coefficient * parametersOf(problem, slot)[i]!);
    },
    expected: (_slot, problem) => ({
      kind: 'scale',
      factor: examplesOf(problem),
      name: 'm',
      withoutL2: true,
      message: expect.stringContaining('without its L2 term is') as unknown,
    }),
  },
  {
    name: 'never written, but for the L2 term',
    fits: (slot, { network }) => isWeight(slot) && network.l2 > 0,
    plant: (_right, slot, problem) => {
      const coefficient = problem.network.l2 / examplesOf(problem);
      return parametersOf(problem, slot).map((parameter) => coefficient * parameter);
    },
    expected: () => ({ kind: 'zero', withoutL2: true }),
  },
  {
    name: 'the first two rows swapped',
    fits: ({ shape }) => shape[0]! > 1,
    plant: (right, { shape: [, columns] }) =>
      right.map((g, at) =>
        at < columns! ? right[at + columns!]! : at < 2 * columns! ? right[at - columns!]! : g,
      ),
    expected: () => ({ kind: 'permuted', axis: 0, moved: 2 }),
  },
  {
    name: 'the columns reversed',
    fits: isMatrix,
    plant: (right, { shape: [, columns] }) =>
      right.map((_, at) => right[at - (at % columns!) + columns! - 1 - (at % columns!)]!),
    expected: ({ shape: [, columns] }) =>
      columns === 2 ? { kind: 'permuted', axis: 1 } : { kind: 'flipped', axes: [1] },
  },
  {
    name: 'summed over its units',
    fits: (slot, problem) => slot.size > 1 && !isOfSoftmax(slot, problem), // whose sum is 0
    plant: (right) => right.map(() => right.reduce((sum, g) => sum + g, 0)),
    expected: () => ({ kind: 'broadcast', of: 'sum' }),
  },
  {
    name: 'off by one',
    fits: ({ size }) => size > 4,
    plant: (right) => right.map((_, at) => right[at - 1] ?? 0.1234),
    expected: () => ({ kind: 'shifted', by: 1 }),
  },
  {
    name: 'one entry wrong',
    fits: ({ size }) => size > 3,
    plant: (right) => right.with(1, right[1]! + 0.01 + Math.abs(right[1]!)),
    expected: () => ({ kind: 'entries', count: 1 }),
  },
  {
    name: 'nonsense',
    fits: ({ size }) => size > 3,
    plant: (right) => right.map((_, at) => Math.cos(at * at + 1)),
    expected: () => ({ kind: 'unexplained' }),
  },
];
