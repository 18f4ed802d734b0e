import type { OneSidedResponse, Units } from '@gradproof/core';
import type { BatchPlan } from './batch-plan.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Columns, Tail } from './tail.ts';

/** How the cost of each example answers to each of some units. */
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

/** A place in s, and how its cost moved. */
type Take = (place: number, plus: number, minus: number, crossed: boolean) => void;

/** The responses of some units of a layer to every example. `rest` is called between batches; it may throw to end the computation. */
export const unitResponses = async (
  { layers, examples: all }: PreparedNetwork,
  tail: Tail,
  plan: BatchPlan,
  { layer, from, until }: Units,
  step: number,
  rest: () => Promise<void>,
): Promise<UnitResponses> => {
  const s = new Float64Array((until - from) * all);
  const crossed: number[] = [];
  const oneSided: OneSidedResponse[] = [];
  const pairsOf = new Float64Array(until - from); // costs of an example that were evaluated

  const run = async (places: Float64Array, size: number, take: Take): Promise<void> => {
    for (let start = 0; start < places.length; start += plan.columns) {
      await rest();
      const some = places.subarray(start, start + plan.columns);
      const columns: Columns = {
        layer,
        units: Int32Array.from(some, (place) => from + Math.floor(place / all)),
        examples: Int32Array.from(some, (place) => place % all),
      };
      const responses = await tail.respond(columns, size);
      some.forEach((place, c) => {
        pairsOf[Math.floor(place / all)]! += 2;
        take(place, responses.plus[c]!, responses.minus[c]!, responses.crossed[c] !== 0);
      });
    }
  };

  /** Central differences, with smaller steps where they cross kinks; `note` hears of those. */
  const differentiate = async (
    places: Float64Array,
    set: (place: number, response: number) => void,
    note: (place: number) => void,
  ): Promise<void> => {
    let left = places;
    for (let size = step; left.length > 0; size *= REFINEMENT) {
      const again: number[] = [];
      const [isFirst, isLast] = [size === step, size * REFINEMENT < LEAST_STEP];
      await run(left, size, (place, plus, minus, crosses) => {
        if (crosses && isFirst) note(place);
        if (crosses && !isLast) again.push(place);
        else set(place, (plus - minus) / (2 * size));
      });
      left = Float64Array.from(again);
    }
  };

  const takeSides = async (places: Float64Array, first: number, end: number): Promise<void> => {
    const right = new Map<number, number>();
    const bothSides = new Map<number, readonly [number, number]>();
    const crossing = new Set(crossed);
    tail.load(first, end, 'right');
    await differentiate(
      places,
      (place, response) => right.set(place, response),
      () => {},
    );
    tail.load(first, end, 'on');
    await run(places, step, (place, plus, minus) => {
      // another unit's kink within the step would speak into these
      if (!crossing.has(place)) bothSides.set(place, [plus / step, -minus / step]);
    });
    for (const place of places) {
      const values = [s[place]!, right.get(place)!, ...(bothSides.get(place) ?? [])];
      const [lower, upper] = [Math.min(...values), Math.max(...values)];
      if (!(upper - lower > SAME * Math.max(Math.abs(lower), Math.abs(upper)))) continue;
      oneSided.push({ unit: from + Math.floor(place / all), example: place % all, lower, upper });
    }
  };

  /** The places of examples first … end for which `wanted` holds, ascending. */
  const placesOf = (first: number, end: number, wanted: (example: number) => boolean): Float64Array => {
    const chosen = Array.from({ length: end - first }, (_, r) => first + r).filter(wanted);
    const places = new Float64Array((until - from) * chosen.length);
    for (let unit = 0; unit < until - from; unit++)
      chosen.forEach((r, index) => (places[unit * chosen.length + index] = unit * all + r));
    return places;
  };

  for (let first = 0; first < all; first += plan.examples) {
    const end = Math.min(first + plan.examples, all);
    tail.load(first, end);
    await differentiate(
      placesOf(first, end, () => true),
      (place, response) => (s[place] = response),
      (place) => crossed.push(place),
    );
    const atKink = new Set(layers.slice(layer).flatMap((own) => own.atKink.map((at) => at % all)));
    if (atKink.size > 0)
      await takeSides(
        placesOf(first, end, (r) => atKink.has(r)),
        first,
        end,
      );
  }
  crossed.sort((a, b) => a - b);
  return { s, crossed, oneSided, evaluations: pairsOf.map((pairs) => Math.ceil(pairs / all)) };
};
