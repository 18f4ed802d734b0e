import type { Layout } from '@gradproof/flatteners';
import { aggregate } from './aggregate.ts';
import type { ResolvedOptions } from './check-options.ts';
import type { ShardResult } from './check-shard.ts';
import type { ControlMeasurements } from './control/control.ts';
import type { EngineDescription, Evaluator } from './engine.ts';
import type { Ground } from './ground.ts';
import { buildReport } from './report/build-report.ts';
import type { Report } from './report/report.ts';
import { judge } from './verdict/judge.ts';
import { secondLook, truncationOf } from './verdict/second-look.ts';
import { withControl } from './verdict/with-control.ts';

/** A check whose shards have all been computed. */
export interface Finished {
  readonly layout: Layout;
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

/** Adds the shards up, judges, looks again at what seems wrong, hears the control, and reports. The bits don't depend on the sharding. */
export const conclude = async (
  { layout, resolved, engine, ground, measured, results, evaluator, seconds }: Finished,
  signal?: AbortSignal,
): Promise<Report> => {
  const { threshold, epsilon, method, seed } = resolved;
  const totals = aggregate(layout, results);
  const truncationAt = (coordinate: number, gradapprox: number) =>
    truncationOf(evaluator, { coordinate, gradapprox }, epsilon, signal);
  const control = (await measured?.compare(totals.sample, truncationAt)) ?? null;
  const judged = judge(totals, { threshold, epsilon, sigma: ground.sigma });
  const settled = await secondLook(evaluator, totals, judged, epsilon, signal);
  return buildReport(layout, totals, withControl(settled, control), {
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
