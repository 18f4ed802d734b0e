import type { Baseline } from '../contract/baseline.ts';
import type { Evaluator } from '../contract/engine.ts';
import type { SampledEntry } from '../contract/entries.ts';
import { compareWithControl, type ControlResult } from '../differentiate/control/compare-with-control.ts';
import { createTruncationAt } from '../differentiate/control/truncation.ts';
import type { Slopes } from './slopes.ts';

/**
 * The control of probes by increments: along the unit vectors of the sample they must agree with the textbook formula. Those at a kink are left
 * out. Null where there is no control.
 */
export const controlSlopes = async (
  { control, sample, cost, problem }: Baseline,
  slopes: Slopes,
  { evaluator, epsilon }: { readonly evaluator: Evaluator; readonly epsilon: number },
  signal: AbortSignal | undefined,
): Promise<ControlResult | null> => {
  if (control === null || !Number.isFinite(cost)) return null;
  const measured = await control.measure(sample, signal);
  const entries: SampledEntry[] = [];
  for (const coordinate of sample) {
    const unit = new Float64Array(problem.layout.size);
    unit[coordinate] = 1;
    const { slope, bound, obstacle } = await slopes.along(unit, 0, 0);
    if (obstacle === null) entries.push({ coordinate, gradapprox: slope, error: bound });
  }
  const truncationAt = createTruncationAt(evaluator, { method: 'incremental', epsilon }, signal);
  return compareWithControl(measured, { problem, cost }, entries, truncationAt);
};
