import type { Units } from '@gradproof/core/engine';
import { PANEL } from '../kernels/kernels.ts';
import type { PanelList } from './panel-list.ts';
import type { Tail } from './tail.ts';

/** A lane that holds an example: its place in s, (unit − from)·examples + example, how its cost moved, and its panel's index. */
export type TakeResponse = (
  place: number,
  plus: number,
  minus: number,
  crosses: boolean,
  panel: number,
) => void;

/** Runs the tails of some units in batches, and counts what was evaluated. */
export interface Batches {
  /** Moves the panels' units by ±size. Yields after each batch. */
  readonly run: (list: PanelList, size: number, take: TakeResponse) => Generator<void, void, void>;
  /** [units]: how many times the cost of all examples was evaluated for each so far, rounded up. */
  readonly evaluations: () => Float64Array;
}

/** Batches of as many panels as the tail's memory holds. */
export const createBatches = (
  examples: number,
  { plan, respond }: Tail,
  { layer, from, until }: Units,
): Batches => {
  const evaluated = new Float64Array(until - from); // costs of single examples

  const runBatch = ({ units, groups }: PanelList, start: number, size: number, take: TakeResponse): void => {
    const { plus, minus, flags } = respond({ layer, count: units.length, units, groups }, size);
    for (let p = 0; p < units.length; p++) {
      const example = groups[p]! * PANEL;
      const place = (units[p]! - from) * examples + example;
      const lanes = Math.min(PANEL, examples - example);
      evaluated[units[p]! - from]! += 2 * lanes;
      for (let lane = 0; lane < lanes; lane++) {
        const at = p * PANEL + lane;
        take(place + lane, plus[at]!, minus[at]!, flags[at] !== 0, start + p);
      }
    }
  };

  return {
    *run(list, size, take) {
      for (let start = 0; start < list.units.length; start += plan.panels) {
        const units = list.units.subarray(start, start + plan.panels);
        const groups = list.groups.subarray(start, start + plan.panels);
        runBatch({ units, groups }, start, size, take);
        yield;
      }
    },
    evaluations: () => evaluated.map((count) => Math.ceil(count / examples)),
  };
};
