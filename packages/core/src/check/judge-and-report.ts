import { aggregate } from '../compare/aggregate.ts';
import type { ShardResult } from '../compare/compare-shard.ts';
import type { ControlMeasurement } from '../contract/control.ts';
import { PROBES } from '../contract/coverage.ts';
import type { Finding } from '../contract/finding.ts';
import { medianStep } from '../contract/step-search.ts';
import { diagnoseAll } from '../diagnose/diagnose-all.ts';
import { diagnoseSampled } from '../diagnose/diagnose-sample.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { claimPrecisionOf } from '../differentiate/claim/claim-precision.ts';
import type { GradientSpread } from '../differentiate/claim/measure-repeat.ts';
import { findingsOfPrecision, findingsOfRepeat } from '../findings/findings-of-claim.ts';
import { findingsOfNoise } from '../findings/findings-of-noise.ts';
import { findingsOfPoint } from '../findings/findings-of-point.ts';
import { findingsOf, findingsOfKinks } from '../findings/findings-of.ts';
import { findingOfTaylor } from '../findings/finding-of-taylor.ts';
import { notableEntries } from '../findings/notable-entries.ts';
import { otherPoint } from '../findings/other-point.ts';
import type { Evidence } from '../judge/evidence.ts';
import { judgeEvidence, type Judgements } from '../judge/judge-evidence.ts';
import { detectionLimit } from '../probe/detection-limit.ts';
import { diagnoseProbed } from '../probe/diagnose-probes.ts';
import { buildReport } from '../report/build-report.ts';
import type { CoverageReport, Report } from '../report/report.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { Observation, ObservedCheck } from './observation.ts';

/** A check whose shards have all been computed. */
export interface ComputedCheck extends Omit<ObservedCheck, 'observation'> {
  /** The control's measurements; null where there is no control. */
  readonly measured: readonly ControlMeasurement[] | null;
  /** Together they cover every coordinate once; in any order. */
  readonly results: readonly ShardResult[];
}

/**
 * Adds the shards up, judges and reports. The bits don't depend on the sharding.
 *
 * @param computed The check, and the results of all its shards.
 * @param signal Ends the judging, which evaluates J at a few more points, early.
 * @returns The report.
 * @throws What the evaluator or the cost throws; the signal's reason.
 */
export const judgeAndReportShards = (
  { measured, results, ...observed }: ComputedCheck,
  signal?: AbortSignal,
): Promise<Report> => {
  const { problem } = observed.baseline;
  const observation = { kind: 'full' as const, totals: aggregate(problem.layout, results), measured };
  return judgeAndReport({ ...observed, check: { ...observed.check, problem }, observation }, signal);
};

/** The likely mistakes, one per tensor, null where it isn't incorrect. */
const diagnose = (
  { check: { problem, grad }, resolved, observation }: ObservedCheck,
  judged: Judgements,
): (Diagnosis | null)[] => {
  const { totals } = observation;
  const { threshold } = resolved;
  switch (observation.kind) {
    case 'full':
      return diagnoseAll({ problem, grad }, totals, judged, threshold);
    case 'sample':
      return diagnoseSampled({ problem, grad }, totals, judged, threshold, observation.drawn);
    case 'probe': {
      const { repaired, probed } = observation;
      return diagnoseProbed({ problem, grad, repaired, threshold }, totals, judged, probed);
    }
  }
};

/** Whether a gradient found wrong is right at another point: looked for where the steps are searched. */
const lookElsewhere = async (
  { check, resolved, baseline, observation }: ObservedCheck,
  judged: Judgements,
  signal: AbortSignal | undefined,
): Promise<{ readonly finding: Finding | null; readonly evaluations: number }> => {
  const { problem, grad, gradientAt } = check;
  const isWrong = judged.verdict === 'incorrect' && Number.isFinite(judged.difference);
  if (!isWrong || !resolved.adaptive || problem.kind !== 'function' || observation.kind === 'probe')
    return { finding: null, evaluations: 0 };
  const totals = observation.totals.overall;
  const sigma = baseline.costNoise;
  const { threshold, seed } = resolved;
  return otherPoint({ problem, grad, gradientAt, sigma, threshold, totals, seed }, signal);
};

/** What was met beside the gradient's own mistakes. */
const findings = (
  { check, resolved, baseline, observation }: ObservedCheck,
  evidence: Evidence,
  judged: Judgements,
  varies: GradientSpread | null,
): Finding[] => {
  const { layout, theta } = check.problem;
  const { totals } = observation;
  const beside = (): Finding[] => {
    if (observation.kind !== 'probe') return findingsOf(layout, totals, judged);
    if (resolved.method !== 'textbook') return []; // of increments the report's kinks tell
    return findingsOfKinks(layout, totals.kinks.oneSided, observation.jumps);
  };
  return [
    ...baseline.findings,
    ...findingsOfPrecision(claimPrecisionOf(check)),
    ...findingsOfRepeat(varies),
    ...findingsOfNoise(baseline),
    ...beside(),
    ...notableEntries(layout, evidence, judged),
    ...findingOfTaylor(evidence, judged),
    ...findingsOfPoint(layout, theta),
  ];
};

const coverageReport = (observation: Observation): CoverageReport => {
  switch (observation.kind) {
    case 'full':
      return { kind: 'full' };
    case 'sample':
      return { kind: 'sample', coordinates: observation.coordinates };
    case 'probe':
      return { kind: 'probe', probes: PROBES, evaluations: observation.totals.evaluations };
  }
};

/** The step that was taken; null where each was as it was asked for. */
const stepTaken = (observation: Observation): number | null => {
  if (observation.kind === 'probe') return observation.step;
  return observation.totals.search && medianStep(observation.totals.search);
};

/** The report, with what probes would have shown where they are all that was done: their limits hold with 99.9 %. */
const withDetectionLimits = (report: Report, observation: Observation): Report => {
  if (observation.kind !== 'probe') return report;
  const tensors = report.tensors.map((tensor, index) => {
    const { bound, visible } = observation.probed[index]!;
    return { ...tensor, errorBound: bound, detectionLimit: detectionLimit(visible) };
  });
  return { ...report, tensors };
};

/** The one way from what was observed to a report, for every coverage: gathers the evidence, judges, diagnoses, reports. */
export const judgeAndReport = async (observed: ObservedCheck, signal?: AbortSignal): Promise<Report> => {
  const { check, resolved, engine, baseline, observation, seconds } = observed;
  const { evidence, varies, evaluations } = await gatherEvidence(observed, signal);
  const { control, taylor, totals }: Evidence = evidence;
  const judged = judgeEvidence(evidence);
  const elsewhere = await lookElsewhere(observed, judged, signal);
  const report = buildReport(check.problem.layout, totals, judged, diagnose(observed, judged), {
    threshold: resolved.threshold,
    epsilon: stepTaken(observation) ?? resolved.epsilon,
    method: resolved.method,
    engine,
    cost: baseline.cost,
    noise: control?.sigma ?? baseline.costNoise,
    control,
    taylor,
    coverage: coverageReport(observation),
    gradientPrecision: claimPrecisionOf(check),
    findings: [
      ...findings(observed, evidence, judged, varies),
      ...(elsewhere.finding ? [elsewhere.finding] : []),
    ],
    seed: resolved.seed,
    evaluations: baseline.evaluations + evaluations + elsewhere.evaluations,
    seconds: seconds(),
  });
  return withDetectionLimits(report, observation);
};
