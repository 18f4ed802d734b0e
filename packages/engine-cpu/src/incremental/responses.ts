import type { OneSidedResponse, Units } from '@gradproof/core/engine';
import { PANEL } from '../kernels/kernels.ts';
import { allPanels, choosePanels, type PanelList } from './panel-list.ts';
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
/** Steps below this are as good as 0: what still crosses stands at its kink for all that float64 can say. */
const LEAST_STEP = 2 ** -900;
/** One-sided derivatives of a smooth function differ by the step's size times its curvature: far below this part of them. */
const SAME = 1e-6;

/** The responses of some units of a layer to every example. Yields after each batch. */
export function* unitResponses(
  network: PreparedNetwork,
  tail: Tail,
  units: Units,
  step: number,
): Generator<void, UnitResponses, void> {
  const { examples } = network;
  const batches = createBatches(examples, tail, units);
  const s = new Float64Array((units.until - units.from) * examples);
  const crossed: number[] = [];
  const oneSided: OneSidedResponse[] = [];
  for (let first = 0; first < network.groups;) {
    const end = tail.tables.load(first);
    const panels = allPanels(units, first, end);
    const set = (place: number, derivative: number): void => void (s[place] = derivative);
    yield* differentiate(batches, panels, step, { set, cross: (place) => crossed.push(place) });
    const atKink = examplesAtKinks(network, units.layer, first, end);
    if (atKink.size > 0) {
      const kinked = placesAtKinks(panels, atKink, units, examples);
      const known = { left: s, crossed: new Set(crossed) };
      for (const { place, lower, upper } of yield* differingSides(batches, tail, kinked, known, step))
        oneSided.push({ unit: units.from + Math.floor(place / examples), example: place % examples, lower, upper }); // prettier-ignore
    }
    first = end;
  }
  crossed.sort((a, b) => a - b);
  return { s, crossed, oneSided, evaluations: batches.evaluations() };
}

/** Who takes derivatives. */
interface Takes {
  readonly set: (place: number, derivative: number) => void;
  /** Takes a place whose first step crosses a kink. */
  readonly cross?: (place: number) => void;
  /** The places that are wanted; all of the panels' where it is left out. */
  readonly wanted?: ReadonlySet<number>;
}

/** Central differences over 2h, with smaller steps where they cross kinks. */
function* differentiate(
  batches: Batches,
  panels: PanelList,
  step: number,
  { set, cross, wanted }: Takes,
): Generator<void, void, void> {
  let list = panels;
  let pending = wanted;
  for (let size = step; list.units.length > 0; size *= REFINEMENT) {
    const again = new Set<number>();
    const panelsAgain: number[] = [];
    const isFirst = size === step;
    const isLast = size * REFINEMENT < LEAST_STEP;
    yield* batches.run(list, size, (place, plus, minus, crosses, panel) => {
      if (pending !== undefined && !pending.has(place)) return;
      if (crosses && isFirst) cross?.(place);
      if (!crosses || isLast) return set(place, (plus - minus) / (2 * size));
      again.add(place);
      if (panelsAgain.at(-1) !== panel) panelsAgain.push(panel);
    });
    list = choosePanels(list, panelsAgain);
    pending = again;
  }
}

/** The examples of groups first … end that stand at some unit's kink, in `layer` or after it. */
const examplesAtKinks = (
  { layers }: PreparedNetwork,
  layer: number,
  first: number,
  end: number,
): ReadonlySet<number> => {
  const examples = new Set<number>();
  for (const { atKink, stride } of layers.slice(layer)) {
    for (const at of atKink) {
      const group = Math.floor(at / stride);
      if (group >= first && group < end) examples.add(group * PANEL + (at % PANEL));
    }
  }
  return examples;
};

/** Places in s, ascending, and the panels that hold them. */
interface PlacesAtKinks {
  readonly panels: PanelList;
  readonly places: ReadonlySet<number>;
}

/** The places of the panels' units for examples that stand at a kink. */
const placesAtKinks = (
  list: PanelList,
  atKink: ReadonlySet<number>,
  { from }: Units,
  examples: number,
): PlacesAtKinks => {
  const indices: number[] = [];
  const places = new Set<number>();
  list.units.forEach((unit, p) => {
    const group = list.groups[p]! * PANEL;
    const lanes = [0, 1, 2, 3].filter((lane) => atKink.has(group + lane));
    if (lanes.length > 0) indices.push(p);
    for (const lane of lanes) places.add((unit - from) * examples + group + lane);
  });
  return { panels: choosePanels(list, indices), places };
};

/** A place whose derivatives on the sides of kinks differ: the least and the largest. */
interface Interval {
  readonly place: number;
  readonly lower: number;
  readonly upper: number;
}

/** The derivatives from the kinks' left, [s], and where the step crosses another kink. */
interface KnownSides {
  readonly left: Float64Array;
  readonly crossed: ReadonlySet<number>;
}

/** The places whose derivatives differ by the side of their kinks; the loaded tables are on the left before and after. */
function* differingSides(
  batches: Batches,
  { tables }: Tail,
  { panels, places }: PlacesAtKinks,
  { left, crossed }: KnownSides,
  step: number,
): Generator<void, Interval[], void> {
  const right = new Map<number, number>();
  const towards = new Map<number, readonly [number, number]>();
  tables.takeSide('right');
  const set = (place: number, derivative: number): void => void right.set(place, derivative);
  yield* differentiate(batches, panels, step, { set, wanted: places });
  tables.takeSide('on');
  yield* batches.run(panels, step, (place, plus, minus) => {
    // another unit's kink within the step would propagate into these
    if (places.has(place) && !crossed.has(place)) towards.set(place, [plus / step, -minus / step]);
  });
  tables.takeSide('left');
  return [...places].flatMap((place) => {
    const values = [left[place]!, right.get(place)!, ...(towards.get(place) ?? [])];
    const [lower, upper] = [Math.min(...values), Math.max(...values)];
    const isOne = !(upper - lower > SAME * Math.max(Math.abs(lower), Math.abs(upper)));
    return isOne ? [] : [{ place, lower, upper }];
  });
}
