import { describe, expect, it } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { normOf } from '../numerics/vectors.ts';
import { diagnosePlanted, type PlantedGradient } from './planted-gradient.fixture.ts';
import { numbers } from './planted-tensor.fixture.ts';

/** A mistake that is planted, and what it is called; `in`: the tensors that have it. */
interface Mistake extends Pick<PlantedGradient, 'prepare' | 'plant' | 'outputs'> {
  readonly name: string;
  readonly kind: string;
}

type Plant = (right: Float64Array, theta: Float64Array, shape: readonly number[]) => Float64Array;

/** The mistake in the first tensor alone. */
const inFirst =
  (plant: Plant): PlantedGradient['plant'] =>
  (right, theta, shapes) =>
    right.map((values, at) => (at === 0 ? plant(values, theta[0]!, shapes[0]!) : values));

/** The mistake in every tensor. */
const inAll =
  (plant: Plant): PlantedGradient['plant'] =>
  (right, theta, shapes) =>
    right.map((values, at) => plant(values, theta[at]!, shapes[at]!));

/** Rows of a matrix, at which the factor of θ is another. */
const widthOf = (shape: readonly number[]) => shape.at(-1)!;

/** What is left of the right gradient, row by row, perpendicular to θ. */
const perpendicular: NonNullable<PlantedGradient['prepare']> = (right, theta, shapes) => {
  const width = widthOf(shapes[0]!);
  for (let row = 0; row < right[0]!.length; row += width) {
    const [g, t] = [right[0]!, theta[0]!].map((values) => values.subarray(row, row + width)) as [Float64Array, Float64Array]; // prettier-ignore
    const product = g.reduce((sum, value, k) => sum + value * t[k]!, 0) / normOf(t) ** 2;
    g.forEach((value, k) => (g[k] = value - product * t[k]!));
  }
};

const clippedTo =
  (norm: number): PlantedGradient['plant'] =>
  (right) => {
    const factor = norm / Math.hypot(...right.map(normOf));
    return right.map((values) => values.map((g) => factor * g));
  };

/** Shape [5, 4] for the first tensor. */
const movedBy =
  (down: number, along: number): Plant =>
  (right, _theta, shape) => {
    const [rows, columns] = shape as [number, number];
    return right.map((_, at) => {
      const [row, column] = [Math.floor(at / columns) - down, (at % columns) - along];
      return row < 0 || row >= rows || column < 0 || column >= columns ? 0 : right[row * columns + column]!;
    });
  };

const MISTAKES: readonly Mistake[] = [
  { name: 'a sign', kind: 'sign', plant: inFirst((right) => right.map((g) => -g)) },
  { name: 'a factor', kind: 'scale', plant: inFirst((right) => right.map((g) => 0.731 * g)) },
  { name: 'a factor of all', kind: 'scale', plant: inAll((right) => right.map((g) => 32 * g)) },
  { name: 'two swapped', kind: 'swapped', plant: ([first, second, ...others]) => [second!, first!, ...others] },
  { name: 'θ itself', kind: 'is-theta', plant: inFirst((_, theta) => theta.slice()) },
  { name: 'by log θ', kind: 'log-parameter', plant: inAll((right, theta) => right.map((g, i) => g * theta[i]!)) },
  { name: 'a norm of 1', kind: 'clipped', plant: clippedTo(1) },
  { name: 'a norm of 0.5', kind: 'clipped', plant: clippedTo(0.5) },
  { name: 'entries up to 0.7', kind: 'clipped', plant: inAll((right) => right.map((g) => Math.max(-0.7, Math.min(0.7, g)))) },
  { name: 'truncated', kind: 'integers', plant: inFirst((right) => right.map(Math.trunc)), prepare: ([first]) => first!.forEach((g, i) => (first![i] = 5.3 * g)) },
  { name: 'rounded', kind: 'integers', plant: inFirst((right) => right.map(Math.round)), prepare: ([first]) => first!.forEach((g, i) => (first![i] = 5.3 * g)) },
  { name: 'a projection left out', kind: 'projection', prepare: perpendicular, plant: inFirst((right, theta, shape) => right.map((g, at) => g + (0.3 + Math.floor(at / widthOf(shape))) * theta[at]!)) },
  { name: 'an L2 term', kind: 'regularization', plant: inFirst((right, theta) => right.map((g, i) => g + 0.01 * theta[i]!)) },
  { name: 'an L2 term where the gradient is perpendicular to θ', kind: 'regularization', prepare: perpendicular, plant: inFirst((right, theta) => right.map((g, i) => g + 0.137 * theta[i]!)) },
  { name: 'an L2 term but for one entry', kind: 'regularization', plant: inFirst((right, theta) => right.map((g, i) => (i === 2 ? g : g - 0.2 * theta[i]!))) },
  { name: 'a mean over 7 outputs', kind: 'mean-over-outputs', outputs: 7, plant: inAll((right) => right.map((g) => g / 7)) },
  { name: 'a sum over 7 outputs', kind: 'mean-over-outputs', outputs: 7, plant: inAll((right) => right.map((g) => g * 7)) },
  { name: 'flipped on both axes', kind: 'flipped', plant: inFirst((right) => right.toReversed()) },
  { name: 'flipped rows', kind: 'flipped', plant: inFirst((right, _theta, shape) => right.map((_, at) => right[(shape[0]! - 1 - Math.floor(at / shape[1]!)) * shape[1]! + (at % shape[1]!)]!)) },
  { name: 'shifted on two axes', kind: 'shifted', plant: inFirst(movedBy(1, -1)) },
  { name: 'shifted rows', kind: 'shifted', plant: inFirst(movedBy(-1, 0)) },
  { name: 'some entries', kind: 'entries', plant: inFirst((right) => right.map((g, i) => (i % 7 === 3 ? g + 1 + i / 9 : g))) },
  { name: 'two tensors of four', kind: 'upstream', plant: (right) => right.map((values, at) => (at < 2 ? values.map((g, i) => g * Math.sin(i + 1) + 0.1) : values)) },
  { name: 'other numbers', kind: 'unexplained', plant: inFirst((right) => numbers(right.length, 987_654)) },
  { name: 'noise of 1 %', kind: 'unexplained', plant: inFirst((right) => right.map((g, i) => g * (1 + 0.01 * Math.sin(3 * i + 1)))) },
]; // prettier-ignore

/** Shapes of the four tensors: of the first two the same size, so that they may be swapped. */
const SHAPES: readonly (readonly (readonly number[])[])[] = [
  [[5, 4], [4, 5], [7], [2]],
  [[4, 3], [12], [3, 4], [5]],
  [[6, 7], [42], [3], [1]],
]; // prettier-ignore

const SEEDS = Array.from({ length: 30 }, (_, k) => 1000 * k + 17);

/** The diagnoses of the tensors that are wrong. */
const namesOf = (mistake: Mistake, shapes: PlantedGradient['shapes'], seed: number): string[] =>
  diagnosePlanted({ ...mistake, shapes, seed }).flatMap((diagnosis) => (diagnosis ? [diagnosis.kind] : []));

describe('planted mistakes', () => {
  it.each(MISTAKES)('$name: $kind, and nothing else', (mistake) => {
    for (const shapes of SHAPES)
      for (const seed of SEEDS) {
        const names = namesOf(mistake, shapes, seed);
        const others = names.filter((kind) => kind !== mistake.kind);
        expect({ shapes, seed, wrong: names.length > 0, others }).toEqual({ shapes, seed, wrong: true, others: [] }); // prettier-ignore
      }
  });
});

describe('mistakes without a name', () => {
  const NAMELESS: readonly (readonly [string, Plant])[] = [
    ['a constant added', (right) => right.map((g) => g + 0.37)],
    ['the square', (right) => right.map((g) => g * Math.abs(g))],
    ['tanh of it', (right) => right.map(Math.tanh)],
    ['other numbers', (right) => numbers(right.length, 4321)],
    ['noise of 1 %', (right) => right.map((g, i) => g * (1 + 0.01 * Math.sin(7 * i + 2)))],
  ];

  it.each(NAMELESS)('%s: not one in a hundred is given one, of any shapes', (_what, plant) => {
    const named: string[] = [];
    let wrong = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(seed * 7919);
      const upTo = (most: number) => 1 + Math.floor(random() * most);
      const shapes = Array.from({ length: upTo(5) }, () => Array.from({ length: upTo(3) }, () => upTo(5)));
      for (const diagnosis of diagnosePlanted({ shapes, seed, plant: inAll(plant) })) {
        if (diagnosis === null) continue;
        wrong++;
        if (diagnosis.kind !== 'unexplained') named.push(`${seed}: ${diagnosis.message}`);
      }
    }
    expect(wrong).toBeGreaterThan(500);
    expect({ many: named.length >= wrong / 100, named: named.slice(0, 5) }).toMatchObject({ many: false });
  });
});
