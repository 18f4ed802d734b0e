import type { Asking } from '../../contract/line.ts';
import type { Costs } from './evaluate-points.ts';

/** A computation on a line, and the point θ + t·v of an offset t. */
export interface LineRun<Result> {
  readonly asking: Asking<Result>;
  readonly pointAt: (offset: number) => Float64Array;
}

/** A run and what it asks for now; `offsets` is null once it has ended. */
interface Lane<Result> {
  readonly index: number;
  readonly run: LineRun<Result>;
  offsets: readonly number[];
}

/**
 * Runs the computations, as many side by side as `width` says, and evaluates what they ask for together: a batched cost then has many
 * points at a time. The results in their order; they don't depend on the width.
 */
export const runLines = async <Result>(
  runs: Iterator<LineRun<Result>>,
  costs: Costs,
  width: number,
): Promise<{ results: Result[]; evaluations: number }> => {
  const results: Result[] = [];
  let lanes: Lane<Result>[] = [];
  let evaluations = 0;
  let begun = 0;
  const advance = (lane: Lane<Result>, step: IteratorResult<readonly number[], Result>): boolean => {
    if (step.done) results[lane.index] = step.value;
    else lane.offsets = step.value;
    return !step.done;
  };
  const fill = () => {
    while (lanes.length < width) {
      const next = runs.next();
      if (next.done) return;
      const lane = { index: begun++, run: next.value, offsets: [] };
      if (advance(lane, lane.run.asking.next())) lanes.push(lane);
    }
  };
  for (fill(); lanes.length > 0; fill()) {
    const points = lanes.flatMap(({ run, offsets }) => offsets.map(run.pointAt));
    const values = await costs(points);
    evaluations += points.length;
    let from = 0;
    lanes = lanes.filter((lane) => {
      const answers = Array.from({ length: lane.offsets.length }, (_, k) => values[from + k]!);
      from += answers.length;
      return advance(lane, lane.run.asking.next(answers));
    });
  }
  return { results, evaluations };
};
