import type { Units } from '@gradproof/core/engine';
import type { BatchPlan } from './batch-plan.ts';
import type { Columns } from './columns.ts';
import type { Tail } from './tail.ts';

/** A place in s, (unit − from)·examples + example, and how its cost moved. */
export type TakeResponse = (place: number, plus: number, minus: number, crosses: boolean) => void;

/** Runs the tails of some units in batches, and counts what was evaluated. */
export interface Batches {
  /** Moves the units of these places by ±size, for loaded examples. */
  readonly run: (places: Float64Array, size: number, take: TakeResponse) => Promise<void>;
  /** [units]: how many times the cost of all examples was evaluated for each so far, rounded up. */
  readonly evaluations: () => Float64Array;
}

/** Batches of the plan's size. `rest` is called before each; it may throw to end the computation. */
export const createBatches = (
  examples: number,
  tail: Tail,
  { columns: size }: BatchPlan,
  { layer, from, until }: Units,
  rest: () => Promise<void>,
): Batches => {
  const evaluated = new Float64Array(until - from); // costs of single examples

  const columnsOf = (places: Float64Array): Columns => ({
    layer,
    units: Int32Array.from(places, (place) => from + Math.floor(place / examples)),
    examples: Int32Array.from(places, (place) => place % examples),
  });

  const runBatch = async (places: Float64Array, step: number, take: TakeResponse): Promise<void> => {
    const { plus, minus, crossed } = await tail.respond(columnsOf(places), step);
    places.forEach((place, c) => {
      evaluated[Math.floor(place / examples)]! += 2;
      take(place, plus[c]!, minus[c]!, crossed[c] !== 0);
    });
  };

  return {
    run: async (places, step, take) => {
      for (let start = 0; start < places.length; start += size) {
        await rest();
        await runBatch(places.subarray(start, start + size), step, take);
      }
    },
    evaluations: () => evaluated.map((count) => Math.ceil(count / examples)),
  };
};
