import { aggregate } from '../compare/aggregate.ts';
import { type Aggregate } from '../contract/sums.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { Check } from '../contract/check.ts';
import type { ShardResult } from '../compare/compare-shard.ts';
import { compareWithControl } from '../differentiate/control/compare-with-control.ts';
import type { ControlMeasurement } from '../contract/control.ts';
import { diagnoseAll } from '../diagnose/diagnose-all.ts';
import { diagnoseSampled, type DrawnTensor } from '../diagnose/diagnose-sample.ts';
import type { EngineDescription, Evaluator } from '../contract/engine.ts';
import { findingsOf } from '../findings/findings-of.ts';
import { findingsOfNoise } from '../findings/findings-of-noise.ts';
import { findingsOfPoint } from '../findings/findings-of-point.ts';
import { otherPoint } from '../findings/other-point.ts';
import { medianStep } from '../contract/step-search.ts';
import type { Ground } from '../contract/baseline.ts';
import { buildReport } from '../report/build-report.ts';
import type { CoverageReport, Report } from '../report/report.ts';
import { taylorOf } from '../differentiate/taylor/taylor-of.ts';
import { judgeAdapting, type JudgedWith } from '../judge/adapted-threshold.ts';
import { judge, type Judgements } from '../judge/judge.ts';
import { negligibleNorm } from '../judge/negligible-norm.ts';
import { secondLook } from '../judge/recheck-with-shorter-step.ts';
import { createTruncationAt } from '../differentiate/control/truncation.ts';
import { withControl } from '../judge/with-control.ts';
import { withRounding } from '../judge/with-rounding.ts';
import { withTaylor } from '../judge/with-taylor.ts';

/** A check whose shards have all been computed. */
export interface Finished {
  readonly check: Check;
  readonly resolved: ResolvedOptions;
  readonly engine: EngineDescription;
  readonly ground: Ground;
  /** The control's measurements; null where there is no control. */
  readonly measured: readonly ControlMeasurement[] | null;
  /** Together they cover every coordinate once; in any order. */
  readonly results: readonly ShardResult[];
  /** For what must be looked at again. */
  readonly evaluator: Evaluator;
  /** How long the check has taken by now. */
  readonly seconds: () => number;
}

/** The verdicts, with the threshold raised for a cost of low precision where that is allowed. */
const judgeTotals = (totals: Aggregate, resolved: ResolvedOptions, ground: Ground): JudgedWith => {
  const { epsilon, method } = resolved;
  const negligible = method === 'textbook' ? negligibleNorm(totals, ground) : 0;
  return judgeAdapting(
    (threshold) => judge(totals, { threshold, epsilon, sigma: ground.sigma, negligible }),
    resolved,
  );
};

const isWrong = ({ verdict, difference }: Judgements): boolean =>
  verdict === 'incorrect' && Number.isFinite(difference);

/** Adds the shards up, and concludes. The bits don't depend on the sharding. */
export const conclude = (finished: Finished, signal?: AbortSignal): Promise<Report> =>
  concludeFrom(
    aggregate(finished.check.problem.layout, finished.results),
    finished,
    { coverage: { kind: 'full' }, drawn: null },
    signal,
  );

/** What was looked at, and of a sample what was drawn by tensor; null when it was everything. */
export interface Looked {
  readonly coverage: CoverageReport;
  readonly drawn: readonly DrawnTensor[] | null;
}

/** Judges, looks again at what seems wrong, hears the control and the Taylor remainder, diagnoses, and reports. */
export const concludeFrom = async (
  totals: Aggregate,
  { check, resolved, engine, ground, measured, evaluator, seconds }: Omit<Finished, 'results'>,
  { coverage, drawn }: Looked,
  signal?: AbortSignal,
): Promise<Report> => {
  const { epsilon, method, seed, adaptive } = resolved;
  const { grad, gradientAt } = check;
  const { layout } = check.problem;
  const truncationAt = createTruncationAt(evaluator, resolved, signal);
  const control = measured && (await compareWithControl(measured, ground, totals.sample, truncationAt));
  const { threshold, judged } = judgeTotals(totals, resolved, ground);
  const rounded = withRounding(judged, totals, ground.problem, threshold);
  const settled = adaptive ? rounded : await secondLook(totals, rounded, truncationAt, threshold); // bounds know of truncation
  const { taylor, evaluations } = await taylorOf(totals, grad, ground, resolved, signal);
  const judgements = withTaylor(withControl(settled, control), totals, taylor, threshold);
  const { problem, noise: sigma } = ground;
  const elsewhere =
    adaptive && problem.kind === 'function' && isWrong(judgements)
      ? await otherPoint(
          { problem, grad, gradientAt, sigma, threshold, totals: totals.overall, seed },
          signal,
        )
      : { finding: null, evaluations: 0 };
  const diagnoses =
    drawn === null
      ? diagnoseAll(check, totals, judgements, threshold)
      : diagnoseSampled(check, totals, judgements, threshold, drawn);
  return buildReport(layout, totals, judgements, diagnoses, {
    threshold,
    epsilon: (totals.search && medianStep(totals.search)) ?? epsilon,
    method,
    engine,
    cost: ground.cost,
    noise: control?.sigma ?? ground.noise,
    control,
    taylor,
    coverage,
    findings: [
      ...ground.findings,
      ...findingsOfNoise(ground, resolved.threshold, threshold),
      ...findingsOf(layout, totals, judgements),
      ...findingsOfPoint(layout, ground.problem.theta),
      ...(elsewhere.finding ? [elsewhere.finding] : []),
    ],
    seed,
    evaluations: ground.evaluations + evaluations + elsewhere.evaluations + (control?.evaluations ?? 0),
    seconds: seconds(),
  });
};
