import type { OneSidedResponse, Units } from '@gradproof/core';
import { PANEL } from '../kernels/kernels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Tail } from './tail.ts';

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
/** Steps below this are as good as 0: what still crosses stands at its kink for all that float64 can say. */
const LEAST_STEP = 2 ** -900;
/** One-sided derivatives of a smooth function differ by the step's size times its curvature: far below this part of them. */
const SAME = 1e-6;

interface PanelList {
  readonly units: Int32Array;
  readonly groups: Int32Array;
}

const allPanels = ({ from, until }: Units, first: number, end: number): PanelList => {
  const each = end - first;
  const size = (until - from) * each;
  return {
    units: Int32Array.from({ length: size }, (_, p) => from + Math.floor(p / each)),
    groups: Int32Array.from({ length: size }, (_, p) => first + (p % each)),
  };
};

const chosen = ({ units, groups }: PanelList, panels: readonly number[]): PanelList => ({
  units: Int32Array.from(panels, (p) => units[p]!),
  groups: Int32Array.from(panels, (p) => groups[p]!),
});

/** The responses of some units of a layer to every example. Yields where it may rest. */
export function* unitResponses(
  network: PreparedNetwork,
  tail: Tail,
  task: Units,
  step: number,
): Generator<void, UnitResponses, void> {
  const { examples } = network;
  const { layer, from, until } = task;
  const s = new Float64Array((until - from) * examples);
  const crossed: number[] = [];
  const oneSided: OneSidedResponse[] = [];
  const lanesOf = new Float64Array(until - from); // pairs of a unit and an example that were evaluated

  /** Runs the panels, batch by batch; `take` gets each lane that holds an example: its place in s, +, − and the flag. */
  function* run(
    list: PanelList,
    size: number,
    take: (place: number, plus: number, minus: number, flagged: boolean, panel: number) => void,
  ): Generator<void, void, void> {
    for (let start = 0; start < list.units.length; start += tail.plan.panels) {
      const units = list.units.subarray(start, start + tail.plan.panels);
      const groups = list.groups.subarray(start, start + tail.plan.panels);
      const { plus, minus, flags } = tail.respond({ layer, count: units.length, units, groups }, size);
      for (let p = 0; p < units.length; p++) {
        const example = groups[p]! * PANEL;
        const place = (units[p]! - from) * examples + example;
        const lanes = Math.min(PANEL, examples - example);
        lanesOf[units[p]! - from]! += 2 * lanes;
        for (let lane = 0; lane < lanes; lane++) {
          const at = p * PANEL + lane;
          take(place + lane, plus[at]!, minus[at]!, flags[at] !== 0, start + p);
        }
      }
      yield;
    }
  }

  /** Central differences into `to` for the places that `wanted` allows, with smaller steps where they cross kinks; `note` hears of those. */
  function* differentiate(
    panels: PanelList,
    to: Float64Array | Map<number, number>,
    note: (place: number) => void,
    wanted: ReadonlySet<number> | null = null,
  ): Generator<void, void, void> {
    let list = panels;
    let left = wanted;
    for (let size = step; list.units.length > 0; size *= REFINEMENT) {
      const again = new Set<number>();
      const panelsAgain: number[] = [];
      const isFirst = size === step;
      const isLast = size * REFINEMENT < LEAST_STEP;
      yield* run(list, size, (place, plus, minus, flagged, panel) => {
        if (left !== null && !left.has(place)) return;
        if (flagged && isFirst) note(place);
        if (flagged && !isLast) {
          again.add(place);
          if (panelsAgain.at(-1) !== panel) panelsAgain.push(panel);
          return;
        }
        const difference = (plus - minus) / (2 * size);
        if (to instanceof Map) to.set(place, difference);
        else to[place] = difference;
      });
      list = chosen(list, panelsAgain);
      left = again;
    }
  }

  /** The panels of examples that meet a kink exactly, in this layer or after it, among the loaded groups. */
  const panelsAtKinks = (list: PanelList, lanes: ReadonlySet<number>): PanelList => {
    const groups = new Set([...lanes].map((example) => Math.floor(example / PANEL)));
    const panels: number[] = [];
    for (let p = 0; p < list.units.length; p++) if (groups.has(list.groups[p]!)) panels.push(p);
    return chosen(list, panels);
  };

  function* takeSides(list: PanelList, examplesAtKink: ReadonlySet<number>): Generator<void, void, void> {
    const right = new Map<number, number>();
    const bothSides = new Map<number, readonly [number, number]>();
    const wanted = new Set<number>();
    const panels = panelsAtKinks(list, examplesAtKink);
    const isWanted = (place: number) => examplesAtKink.has(place % examples);
    const crossing = new Set(crossed);
    tail.tables.takeSide('right');
    for (let p = 0; p < panels.units.length; p++) {
      for (let lane = 0; lane < PANEL; lane++) {
        const example = panels.groups[p]! * PANEL + lane;
        if (examplesAtKink.has(example)) wanted.add((panels.units[p]! - from) * examples + example);
      }
    }
    yield* differentiate(panels, right, () => {}, wanted);
    tail.tables.takeSide('on');
    yield* run(panels, step, (place, plus, minus) => {
      // another unit's kink within the step would speak into these
      if (isWanted(place) && !crossing.has(place)) bothSides.set(place, [plus / step, -minus / step]);
    });
    tail.tables.takeSide('left');
    for (const place of [...wanted].sort((a, b) => a - b)) {
      const values = [s[place]!, right.get(place)!, ...(bothSides.get(place) ?? [])];
      const [lower, upper] = [Math.min(...values), Math.max(...values)];
      if (!(upper - lower > SAME * Math.max(Math.abs(lower), Math.abs(upper)))) continue;
      oneSided.push({ unit: from + Math.floor(place / examples), example: place % examples, lower, upper });
    }
  }

  for (let first = 0; first < network.groups;) {
    const end = tail.tables.load(first);
    const list = allPanels(task, first, end);
    yield* differentiate(list, s, (place) => crossed.push(place));
    const atKink = examplesAtKink(network, layer, first, end);
    if (atKink.size > 0) yield* takeSides(list, atKink);
    first = end;
  }
  crossed.sort((a, b) => a - b);
  return { s, crossed, oneSided, evaluations: lanesOf.map((lanes) => Math.ceil(lanes / examples)) };
}

/** The examples of groups first … end that stand at some unit's kink, in `layer` or after it. */
const examplesAtKink = (
  { layers }: PreparedNetwork,
  layer: number,
  first: number,
  end: number,
): Set<number> => {
  const found = new Set<number>();
  for (const { atKink, stride } of layers.slice(layer)) {
    for (const at of atKink) {
      const group = Math.floor(at / stride);
      if (group >= first && group < end) found.add(group * PANEL + (at % PANEL));
    }
  }
  return found;
};
