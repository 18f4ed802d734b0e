import type { LayerPlace } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { linearIncrement, ownMove } from './linear-increment.ts';

/** W [4, 3] at 2, b [4] at 14; another layer follows. All numbers are small integers: sums are exact. */
const place: LayerPlace = { activation: 'tanh', inputs: 3, units: 4, weights: 2, biases: 14 };
const [SIZE, EXAMPLES, STEP] = [20, 2, 1 / 4];
const theta = Float64Array.from({ length: SIZE }, (_, i) => ((7 * i) % 11) - 5);
const a = Float64Array.of(1, -2, 3, 4, -5, 6);
const everything = Float64Array.from({ length: SIZE }, (_, i) => ((5 * i) % 9) - 4.5);
const weightAt = (unit: number, input: number): number => place.weights + unit * place.inputs + input;
/** A direction that moves these parameters alone. */
const along = (...coordinates: number[]): Float64Array =>
  everything.map((v, i) => (coordinates.includes(i) ? v : 0));

/** matrix·columns + biases, [units, m]. */
const product = (matrix: (unit: number, input: number) => number, columns: Float64Array, biases: (unit: number) => number) =>
  Float64Array.from({ length: place.units * EXAMPLES }, (_, at) => {
    const [unit, r] = [Math.floor(at / EXAMPLES), at % EXAMPLES];
    const terms = [0, 1, 2].map((input) => matrix(unit, input) * columns[input * EXAMPLES + r]!);
    return terms.reduce((sum, term) => sum + term, biases(unit));
  }); // prettier-ignore

/** V·A + v. */
const slopeOf = (direction: Float64Array): Float64Array =>
  product(
    (unit, input) => direction[weightAt(unit, input)]!,
    a,
    (unit) => direction[place.biases + unit]!,
  );

const DIRECTIONS: readonly [string, Float64Array, boolean][] = [
  ['everything', everything, true],
  ['the first weight', along(weightAt(0, 0)), true],
  ['the last weight', along(weightAt(3, 2)), true],
  ['the last weight of a row and the first of the next', along(weightAt(1, 2), weightAt(2, 0)), true],
  ['the first bias', along(place.biases), false],
  ['the last bias', along(place.biases + 3), false],
];

describe('the move of a layer by itself', () => {
  it.each(DIRECTIONS)('is V·A + v along %s', (_name, direction, movesWeights) => {
    expect(ownMove(direction, place, a, EXAMPLES)).toEqual({
      direction,
      movesWeights,
      slope: slopeOf(direction),
    });
  });

  it('is none along what other layers have', () => {
    expect(ownMove(along(0, 1, 18, 19), place, a, EXAMPLES)).toBeNull();
  });

  it('multiplies the rows that move alone: inputs may overflow', () => {
    const infinite = a.with(0, Infinity);
    for (const [unit, finite] of [[0, [2, 4, 6]], [1, [0, 4, 6]], [3, [0, 2, 4]]] as const) {
      const { slope } = ownMove(along(weightAt(unit, 1)), place, infinite, EXAMPLES)!;
      expect(slope[unit * EXAMPLES]).toBeNaN(); // 0·∞
      for (const at of finite) expect(slope[at]).toBe(0);
    }
  }); // prettier-ignore
});

describe('the increment of Z', () => {
  const deltas: readonly [string, Float64Array][] = [
    ['all inputs', Float64Array.of(1, 2, -3, 4, 5, -6)],
    ['the first input, in its last example', Float64Array.of(0, 2, 0, 0, 0, 0)],
    ['the last input, in its first example', Float64Array.of(0, 0, 0, 0, 3, 0)],
    ['two inputs', Float64Array.of(0, 0, 1, 0, 0, 7)],
  ];

  it.each(deltas)('is step·(V·A + v) + (W + step·V)·δA where %s move', (_name, deltaA) => {
    for (const [name, direction] of [['nothing', null] as const, ...DIRECTIONS]) {
      const move = direction && ownMove(direction, place, a, EXAMPLES);
      const own = direction ? slopeOf(direction).map((slope) => STEP * slope) : new Float64Array(8);
      const moved = theta.map((value, i) => value + STEP * (direction?.[i] ?? 0));
      const expected = product((unit, input) => moved[weightAt(unit, input)]!, deltaA, () => 0).map((z, at) => z + own[at]!);
      expect(linearIncrement(theta, place, move, STEP, deltaA, EXAMPLES), name).toEqual(expected);
    }
  }); // prettier-ignore

  it('is the layer’s own move where its inputs stand still, and none where nothing moves', () => {
    const move = ownMove(everything, place, a, EXAMPLES);
    const own = slopeOf(everything).map((slope) => STEP * slope);
    expect(linearIncrement(theta, place, move, STEP, null, EXAMPLES)).toEqual(own);
    expect(linearIncrement(theta, place, move, STEP, new Float64Array(6), EXAMPLES)).toEqual(own);
    expect(linearIncrement(theta, place, null, STEP, null, EXAMPLES)).toBeNull();
    expect(linearIncrement(theta, place, null, STEP, new Float64Array(6), EXAMPLES)).toBeNull();
  });

  it('takes the weights of moved inputs alone: others may be infinite', () => {
    const infinite = theta.with(weightAt(2, 0), Infinity);
    const z = linearIncrement(infinite, place, null, STEP, Float64Array.of(0, 0, 1, 2, 3, 4), EXAMPLES)!;
    expect(z.every(Number.isFinite)).toBe(true);
  });
});
