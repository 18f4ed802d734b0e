import type { Layout, TensorSlot } from '@gradproof/flatteners';
import type { Method } from '../../contract/engine.ts';
import type { Problem } from '../../contract/problem.ts';
import { type Block, blocksOf, planShards, type Shard } from '../../contract/shards.ts';
import { kindOfProblem } from '../../differentiate/problem-kinds/kind-of-problem.ts';
import type { TensorWork } from '../../differentiate/problem-kinds/tensor-work.ts';
import { workOf } from '../../differentiate/work-model.ts';
import type { Run } from './run.ts';

/** A run may be this many times as large as asked for, if it then ends at the end of a row. */
const STRETCH = 4;

/**
 * Cuts the vector into runs of about so many operations each, in order; with their biases they cover every coordinate once.
 *
 * @param problem What is differentiated.
 * @param method By which method.
 * @param operations How much work a run is to be.
 * @returns The runs, of whole blocks.
 */
export const planRuns = (problem: Problem, method: Method, operations: number): Run[] => {
  const { layout } = problem;
  const work = workOf(problem, method);
  if (method === 'incremental' && kindOfProblem(problem).incrementalWork)
    return cutAtUnits(layout, work, operations);
  const ofCoordinate = work[0]?.operations ?? 1; // the same for all
  return planShards(layout, operations / ofCoordinate).map((shard) => ({ shard, biases: null }));
};

/**
 * Runs of so many coordinates each, within blocks too: for functions whose cost takes so long that a block would be too much.
 *
 * @param layout The vector's layout.
 * @param coordinates How many coordinates a run has, at least 1; the last may have fewer.
 * @returns The runs, in order; they cover every coordinate once.
 */
export const planParts = ({ size }: Layout, coordinates: number): Run[] =>
  Array.from({ length: Math.ceil(size / coordinates) }, (_, k) => {
    const start = k * coordinates;
    return { shard: { start, end: Math.min(start + coordinates, size) }, biases: null };
  });

/**
 * Runs of W1, b1, W2, b2, … of about so many operations each, cut between blocks, at the ends of rows where blocks allow it. A layer
 * that is cut leaves its biases to the runs that differentiate their units: no unit is differentiated for its bias alone.
 */
const cutAtUnits = (layout: Layout, work: readonly TensorWork[], operations: number): Run[] => {
  const runs: { shard: Shard; biases: Shard | null }[] = [];
  const blocks = blocksOf(layout);
  let start = 0;
  let sum = 0;
  const cut = (end: number, next = end) => {
    if (end > start) runs.push({ shard: { start, end }, biases: null });
    start = next;
    sum = 0;
  };
  for (let tensor = 0; tensor < layout.tensors.length; tensor += 2) {
    const [weights, biases] = [layout.tensors[tensor]!, layout.tensors[tensor + 1]!];
    const [endOfWeights, endOfLayer] = [biases.offset, biases.offset + biases.size];
    const first = runs.length;
    for (const block of blocks.filter((candidate) => candidate.tensor === tensor)) {
      const { row, operations: ofRow } = work[tensor]!;
      sum += ((block.end - block.start) / row) * ofRow;
      if (block.end === endOfWeights) continue; // how it ends is decided below
      if (sum >= (endsRow(block, weights, work[tensor]!) ? operations : STRETCH * operations)) cut(block.end);
    }
    if (start > weights.offset) {
      cut(endOfWeights, endOfLayer);
      for (const run of runs.slice(first)) run.biases = biasesOf(weights, biases, run.shard);
    } else if (sum >= operations) cut(endOfLayer);
  }
  cut(layout.size);
  return runs;
};

/** The units whose rows end within the shard, as coordinates of their biases. */
const biasesOf = (weights: TensorSlot, biases: TensorSlot, { start, end }: Shard): Shard | null => {
  const width = weights.size / biases.size;
  const rowsBefore = (coordinate: number) =>
    Math.floor(Math.min(Math.max(coordinate - weights.offset, 0), weights.size) / width);
  const [from, until] = [rowsBefore(start), rowsBefore(end)];
  return from === until ? null : { start: biases.offset + from, end: biases.offset + until };
};

const endsRow = ({ end }: Block, { offset }: TensorSlot, { row }: TensorWork): boolean =>
  (end - offset) % row === 0;
