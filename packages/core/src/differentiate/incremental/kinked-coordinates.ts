import type { LayerPlace } from '@gradproof/model';
import type { OneSidedCoordinate, Units } from './units.ts';

/** Where a unit's response to an example has no one value: it, or a unit that it moves, stands at a kink. */
export interface OneSidedResponse {
  readonly unit: number;
  readonly example: number;
  /** The least and the largest of the derivatives on the kinks' sides. */
  readonly lower: number;
  readonly upper: number;
}

/** A[input] of an example: what a weight multiplies. */
export type InputAt = (input: number, example: number) => number;

/**
 * The coordinates that move a unit in one of its crossing examples.
 *
 * @param place The units' layer.
 * @param inputAt The layer's inputs.
 * @param units The units that were differentiated.
 * @param crossed The pairs of a unit and an example that cross a kink, each as (unit − from)·examples + example.
 * @param examples m, how many examples there are.
 * @returns Coordinates of θ: weights whose input isn't 0 in such an example, then biases.
 */
export const crossedCoordinates = (
  place: LayerPlace,
  inputAt: InputAt,
  { from }: Units,
  crossed: readonly number[],
  examples: number,
): number[] => {
  const units = byUnit(crossed, (pair) => from + Math.floor(pair / examples));
  const weights: number[] = [];
  for (const [unit, pairs] of units) {
    for (let input = 0; input < place.inputs; input++) {
      const moves = pairs.some((pair) => inputAt(input, pair % examples) !== 0);
      if (moves) weights.push(place.weights + unit * place.inputs + input);
    }
  }
  return [...weights, ...[...units.keys()].map((unit) => place.biases + unit)];
};

/**
 * The intervals of the coordinates that move a unit in an example where it has no one response.
 *
 * @param place The units' layer.
 * @param inputAt The layer's inputs.
 * @param units The units that were differentiated.
 * @param s The units' responses, [units, examples].
 * @param oneSided Where a response has no one value, and what it is on the kinks' sides.
 * @param weights gradapprox of the units' weights, [units, inputs].
 * @param biases gradapprox of the units' biases, [units].
 * @param examples m, how many examples there are.
 * @returns The coordinates of θ whose interval isn't a point, unit by unit, its weights before its bias.
 */
export const oneSidedCoordinates = (
  place: LayerPlace,
  inputAt: InputAt,
  { from }: Units,
  s: Float64Array,
  oneSided: readonly OneSidedResponse[],
  weights: Float64Array,
  biases: Float64Array,
  examples: number,
): OneSidedCoordinate[] => {
  const coordinates: OneSidedCoordinate[] = [];
  for (const [unit, pairs] of byUnit(oneSided, (pair) => pair.unit)) {
    const between = (coordinate: number, value: number, inputOf: (example: number) => number) => {
      let [below, above] = [0, 0];
      for (const { example, lower, upper } of pairs) {
        const a = inputOf(example);
        const term = s[(unit - from) * examples + example]! * a;
        below += Math.min(lower * a, upper * a) - term;
        above += Math.max(lower * a, upper * a) - term;
      }
      if (below === above) return;
      coordinates.push({ coordinate, lower: value + below / examples, upper: value + above / examples });
    };
    for (let input = 0; input < place.inputs; input++) {
      const value = weights[(unit - from) * place.inputs + input]!;
      between(place.weights + unit * place.inputs + input, value, (r) => inputAt(input, r));
    }
    between(place.biases + unit, biases[unit - from]!, () => 1);
  }
  return coordinates;
};

/** Groups pairs of a unit and an example by their unit. */
const byUnit = <Pair>(pairs: readonly Pair[], unitOf: (pair: Pair) => number): Map<number, Pair[]> =>
  pairs.reduce((units, pair) => {
    const ofUnit = units.get(unitOf(pair));
    if (ofUnit) ofUnit.push(pair);
    else units.set(unitOf(pair), [pair]);
    return units;
  }, new Map<number, Pair[]>());
