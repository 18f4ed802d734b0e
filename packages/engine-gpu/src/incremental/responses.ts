import type { OneSidedResponse, Units } from '@gradproof/core/engine';
import type { BatchPlan } from './batch-plan.ts';
import { examplesAtKinks } from './examples-at-kinks.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { type Batches, createBatches } from './respond-batches.ts';
import type { Tail } from './tail.ts';

/** The response of each example's cost to each of some units. */
export interface UnitResponses {
  /** s[unit − from][example] = (D(+h) − D(−h)) / 2h, D the increment of the example's cost; at a kink the derivative from its left. */
  readonly s: Float64Array;
  /** Pairs whose step went beyond some unit's kink, as (unit − from)·examples + example, ascending: s has them with a smaller step. */
  readonly crossed: readonly number[];
  readonly oneSided: readonly OneSidedResponse[];
  /** [units]: how many times the cost of all examples was evaluated for each; 2, and more where kinks were met. */
  readonly evaluations: Float64Array;
}

/** Each time steps cross kinks they are taken so much smaller. */
const REFINEMENT = 2 ** -12;

/** Smaller steps would come near float32's least numbers in deep tails: what still crosses stands at its kink for all that float32 can say. */
const LEAST_STEP = 2 ** -72;

/** One-sided derivatives of a smooth function differ by float32's rounding: far below this part of them. */
const SAME = 1e-4;

/** The responses of some units of a layer to every example. `rest` is called between batches; it may throw to end the computation. */
export const unitResponses = async (
  network: PreparedNetwork,
  tail: Tail,
  plan: BatchPlan,
  units: Units,
  step: number,
  rest: () => Promise<void>,
): Promise<UnitResponses> => {
  const { examples } = network;
  const batches = createBatches(examples, tail, plan, units, rest);
  const s = new Float64Array((units.until - units.from) * examples);
  const crossed: number[] = [];
  const oneSided: OneSidedResponse[] = [];
  const atKink = examplesAtKinks(network, units.layer);
  for (let first = 0; first < examples; first += plan.examples) {
    const end = Math.min(first + plan.examples, examples);
    const range = Array.from({ length: end - first }, (_, r) => first + r);
    tail.load(first, end);
    const crossing = await differentiate(
      batches,
      placesOf(units, range, examples),
      step,
      (place, derivative) => {
        s[place] = derivative;
      },
    );
    for (const place of crossing) crossed.push(place);
    const kinked = range.filter((r) => atKink.has(r));
    if (kinked.length === 0) continue;
    const sides = { left: s, crossed: new Set(crossed), places: placesOf(units, kinked, examples) };
    const differing = await differingSides(batches, tail, [first, end], sides, step);
    for (const { place, lower, upper } of differing)
      oneSided.push({ unit: units.from + Math.floor(place / examples), example: place % examples, lower, upper }); // prettier-ignore
  }
  crossed.sort((a, b) => a - b);
  return { s, crossed, oneSided, evaluations: batches.evaluations() };
};

/** The places in s of some units for the chosen examples, ascending. */
const placesOf = ({ from, until }: Units, chosen: readonly number[], examples: number): Float64Array => {
  const places = new Float64Array((until - from) * chosen.length);
  for (let unit = 0; unit < until - from; unit++)
    chosen.forEach((r, index) => (places[unit * chosen.length + index] = unit * examples + r));
  return places;
};

/** Central differences over 2h, with smaller steps where they cross kinks; returns the places whose first step crossed one. */
const differentiate = async (
  batches: Batches,
  places: Float64Array,
  step: number,
  set: (place: number, derivative: number) => void,
): Promise<number[]> => {
  const crossed: number[] = [];
  let pending = places;
  for (let size = step; pending.length > 0; size *= REFINEMENT) {
    const again: number[] = [];
    const isLast = size * REFINEMENT < LEAST_STEP;
    await batches.run(pending, size, (place, plus, minus, crosses) => {
      if (crosses && size === step) crossed.push(place);
      if (crosses && !isLast) again.push(place);
      else set(place, (plus - minus) / (2 * size));
    });
    pending = Float64Array.from(again);
  }
  return crossed;
};

/** A place whose derivatives on the sides of kinks differ: the least and the largest. */
interface Interval {
  readonly place: number;
  readonly lower: number;
  readonly upper: number;
}

/** What is known of places at kinks: the derivatives from the left, [s], and where the step crosses another kink. */
interface KnownSides {
  readonly left: Float64Array;
  readonly crossed: ReadonlySet<number>;
  readonly places: Float64Array;
}

/** The places whose derivatives differ by the side of their kinks, among the loaded examples first … end. */
const differingSides = async (
  batches: Batches,
  tail: Tail,
  [first, end]: readonly [number, number],
  { left, crossed, places }: KnownSides,
  step: number,
): Promise<Interval[]> => {
  tail.load(first, end, 'right');
  const right = new Map<number, number>();
  await differentiate(batches, places, step, (place, derivative) => right.set(place, derivative));
  tail.load(first, end, 'on');
  const towards = new Map<number, readonly [number, number]>();
  await batches.run(places, step, (place, plus, minus) => {
    // another unit's kink within the step would propagate into these
    if (!crossed.has(place)) towards.set(place, [plus / step, -minus / step]);
  });
  return [...places].flatMap((place) => {
    const values = [left[place]!, right.get(place)!, ...(towards.get(place) ?? [])];
    const [lower, upper] = [Math.min(...values), Math.max(...values)];
    const isOne = !(upper - lower > SAME * Math.max(Math.abs(lower), Math.abs(upper)));
    return isOne ? [] : [{ place, lower, upper }];
  });
};
