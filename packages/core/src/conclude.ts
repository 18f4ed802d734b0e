import { aggregate } from './aggregate.ts';
import type { ResolvedOptions } from './check-options.ts';
import type { Check } from './check-problem.ts';
import type { ShardResult } from './check-shard.ts';
import type { ControlMeasurements } from './control/control.ts';
import { diagnoseAll } from './diagnosis/diagnose-all.ts';
import type { EngineDescription, Evaluator } from './engine.ts';
import type { Ground } from './ground.ts';
import { buildReport } from './report/build-report.ts';
import type { Report } from './report/report.ts';
import { judge } from './verdict/judge.ts';
import { secondLook, truncationOf } from './verdict/second-look.ts';
import { withControl } from './verdict/with-control.ts';

/** A check whose shards have all been computed. */
export interface Finished {
  readonly check: Check;
  readonly resolved: ResolvedOptions;
  readonly engine: EngineDescription;
  readonly ground: Ground;
  /** The control's measurements; null where there is no control. */
  readonly measured: ControlMeasurements | null;
  /** Together they cover every coordinate once; in any order. */
  readonly results: readonly ShardResult[];
  /** For what must be looked at again. */
  readonly evaluator: Evaluator;
  /** How long the check has taken by now. */
  readonly seconds: () => number;
}

/** Adds the shards up, judges, looks again at what seems wrong, hears the control, diagnoses, and reports. The bits don't depend on the sharding. */
export const conclude = async (
  { check, resolved, engine, ground, measured, results, evaluator, seconds }: Finished,
  signal?: AbortSignal,
): Promise<Report> => {
  const { threshold, epsilon, method, seed } = resolved;
  const { layout } = check.problem;
  const totals = aggregate(layout, results);
  const truncationAt = (coordinate: number, gradapprox: number) =>
    truncationOf(evaluator, { coordinate, gradapprox }, epsilon, signal);
  const control = (await measured?.compare(totals.sample, truncationAt)) ?? null;
  const judged = judge(totals, { threshold, epsilon, sigma: ground.sigma });
  const settled = withControl(await secondLook(evaluator, totals, judged, epsilon, signal), control);
  const diagnoses = diagnoseAll(check, totals, settled, threshold);
  return buildReport(layout, totals, settled, diagnoses, {
    threshold,
    epsilon,
    method,
    engine,
    cost: ground.cost,
    noise: control?.sigma ?? ground.sigma,
    control,
    seed,
    evaluations: ground.evaluations + (control?.evaluations ?? 0),
    seconds: seconds(),
  });
};
