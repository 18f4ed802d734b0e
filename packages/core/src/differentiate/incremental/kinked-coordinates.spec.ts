import type { LayerPlace } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { crossedCoordinates, oneSidedCoordinates } from './kinked-coordinates.ts';

/** Weights at 10 to 21, biases at 22 to 25. */
const place: LayerPlace = { activation: 'relu', inputs: 3, units: 4, weights: 10, biases: 22 };
const EXAMPLES = 2;
/** A, [inputs, examples]: the first input is 0 in example 0, the second in example 1, the third in both. */
const A = [0, 4, -8, 0, 0, 0];
const inputAt = (input: number, example: number): number => A[input * EXAMPLES + example]!;
/** Units 1 to 3 of the four. */
const units = { layer: 0, from: 1, until: 4 };
const weightOf = (unit: number, input: number): number => place.weights + unit * place.inputs + input;
const biasOf = (unit: number): number => place.biases + unit;
/** (unit − from)·examples + example. */
const pairOf = (unit: number, example: number): number => (unit - units.from) * EXAMPLES + example;

describe('the coordinates whose step crosses a kink', () => {
  const crossedBy = (...pairs: number[]) => crossedCoordinates(place, inputAt, units, pairs, EXAMPLES);

  it('are the weights of inputs that move the unit in a crossing example, and its bias', () => {
    expect(crossedBy(pairOf(2, 0))).toEqual([weightOf(2, 1), biasOf(2)]);
    expect(crossedBy(pairOf(2, 1))).toEqual([weightOf(2, 0), biasOf(2)]);
  });

  it('are each named once, weights of all units before biases', () => {
    const pairs = [pairOf(1, 1), pairOf(3, 0), pairOf(3, 1)];
    const weights = [weightOf(1, 0), weightOf(3, 0), weightOf(3, 1)];
    expect(crossedBy(...pairs)).toEqual([...weights, biasOf(1), biasOf(3)]);
    expect(crossedBy()).toEqual([]);
  });
});

describe('the intervals at kinks', () => {
  /** Responses of units 1 to 3 in both examples; gradapprox of their weights and biases. */
  const s = Float64Array.of(1, 1, 2, 6, 1, 1);
  const weights = Float64Array.of(100, 101, 102, 200, 201, 202, 300, 301, 302);
  const biases = Float64Array.of(1000, 2000, 3000);
  const intervalsOf = (...oneSided: { unit: number; example: number; lower: number; upper: number }[]) =>
    oneSidedCoordinates(place, inputAt, units, s, oneSided, weights, biases, EXAMPLES);

  it('put the sides’ responses in the place of the example’s own, divided by the examples', () => {
    // s is 2, between 0 and 8; the input is −8: its term of −16 becomes −64 at the least, 0 at the most
    expect(intervalsOf({ unit: 2, example: 0, lower: 0, upper: 8 })).toEqual([
      { coordinate: weightOf(2, 1), lower: 201 + (-64 + 16) / 2, upper: 201 + 16 / 2 },
      { coordinate: biasOf(2), lower: 2000 - 2 / 2, upper: 2000 + (8 - 2) / 2 },
    ]);
  });

  it('add up over the examples of a unit', () => {
    const both = [
      { unit: 2, example: 0, lower: 0, upper: 8 },
      { unit: 2, example: 1, lower: 4, upper: 10 },
    ];
    expect(intervalsOf(...both)).toEqual([
      { coordinate: weightOf(2, 0), lower: 200 + ((4 - 6) * 4) / 2, upper: 200 + ((10 - 6) * 4) / 2 },
      { coordinate: weightOf(2, 1), lower: 201 + (-64 + 16) / 2, upper: 201 + 16 / 2 },
      { coordinate: biasOf(2), lower: 2000 + (-2 - 2) / 2, upper: 2000 + (6 + 4) / 2 },
    ]);
  });

  it('stand unit by unit, and are left out where the sides are the same', () => {
    const found = intervalsOf(
      { unit: 1, example: 1, lower: 0, upper: 2 },
      { unit: 2, example: 1, lower: 6, upper: 6 },
      { unit: 3, example: 1, lower: 1, upper: 3 },
    );
    expect(found).toEqual([
      { coordinate: weightOf(1, 0), lower: 100 - 2, upper: 100 + 2 },
      { coordinate: biasOf(1), lower: 1000 - 1 / 2, upper: 1000 + 1 / 2 },
      { coordinate: weightOf(3, 0), lower: 300, upper: 300 + 4 },
      { coordinate: biasOf(3), lower: 3000, upper: 3000 + 1 },
    ]);
  });
});
