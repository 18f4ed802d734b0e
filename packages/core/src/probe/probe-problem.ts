import type { Aggregate } from '../contract/sums.ts';
import type { TensorTotals } from '../contract/sums.ts';
import { INCREMENTAL_EPSILON } from '../contract/options.ts';
import { type ResolvedOptions } from '../contract/options.ts';
import { type Progress } from '../contract/options.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import { placesIn } from '../diagnose/layer-place.ts';
import { diagnoseProbed } from './diagnose-probes.ts';
import type { EngineDescription } from '../contract/engine.ts';
import { findingsOfKinks } from '../findings/findings-of.ts';
import { findingsOfNoise } from '../findings/findings-of-noise.ts';
import { findingsOfPoint } from '../findings/findings-of-point.ts';
import type { Ground } from '../contract/baseline.ts';
import { nonFiniteIn } from '../compare/non-finite-entries.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import { createRandom } from '../numerics/random.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import { judgeAdapting, type JudgedWith } from '../judge/adapted-threshold.ts';
import { negligibleNorm } from '../judge/negligible-norm.ts';
import { withControl } from '../judge/with-control.ts';
import { withRounding } from '../judge/with-rounding.ts';
import { detectionLimit } from './detection-limit.ts';
import { judgeProbes } from './judge-probes.ts';
import { probeTensor } from './probe-tensor.ts';
import { aggregateOf, sumOver, totalsOf } from './probe-totals.ts';
import { PROBES } from '../contract/coverage.ts';
import type { Slopes } from './slopes.ts';
import type { ProbedTensor } from './tensor-probe.ts';

/** A check that is to be made by probes. */
export interface ProbedCheck {
  readonly grad: Float64Array;
  readonly resolved: ResolvedOptions;
  readonly engine: EngineDescription;
  readonly ground: Ground;
  readonly slopes: Slopes;
  /** The second opinion on the incremental method; null for others. */
  readonly control: ControlResult | null;
  readonly seconds: () => number;
  readonly onProgress: (progress: Progress) => void;
}

const NOT_PROBED: ProbedTensor = {
  ...{ found: [], kinks: [], alone: 0, failing: true, isRepaired: false, explanation: null, obstacle: null },
  ...{ rest: NaN, bound: NaN, visible: NaN },
};

/** The verdicts, with the threshold raised for a cost of low precision where that is allowed. */
const judgeTotals = (
  totals: Aggregate,
  probed: readonly ProbedTensor[],
  resolved: ResolvedOptions,
  ground: Ground,
): JudgedWith => {
  const { method, epsilon } = resolved;
  const negligible = method === 'textbook' ? negligibleNorm(totals, ground) : 0;
  const hindrance = method === 'incremental' && epsilon > INCREMENTAL_EPSILON ? 'truncation' : 'round-off';
  return judgeAdapting(
    (threshold) => judgeProbes(totals, probed, { threshold, negligible, hindrance }),
    resolved,
  );
};

/** Probes every tensor, finds the entries behind what fails, judges and reports. */
export const probeProblem = async (check: ProbedCheck): Promise<Report> => {
  const { grad, resolved, engine, ground, slopes, control, seconds, onProgress } = check;
  const { problem } = ground;
  const { layout, theta } = problem;
  const { threshold: asked, epsilon, method, seed } = resolved;
  const repaired = Float64Array.from(grad);
  const probed: ProbedTensor[] = [];
  const totals: TensorTotals[] = [];
  const placeOf = placesIn(problem, () => null);
  for (const [family, slot] of layout.tensors.entries()) {
    const tensor = { start: slot.offset, end: slot.offset + slot.size };
    const nonFinite = nonFiniteIn(grad, tensor);
    const random = createRandom((seed ^ Math.imul(family + 1, 0x9e3779b9)) >>> 0);
    const tolerated = 2 * asked * norm(sumOver(layout, grad.subarray(tensor.start, tensor.end), tensor));
    const probe = { slopes, slot, place: placeOf(family), theta, tensor, family, tolerated, random };
    const canProbe = nonFinite === null && Number.isFinite(ground.cost);
    const found = canProbe ? await probeTensor({ ...probe, grad: repaired }) : NOT_PROBED;
    probed.push(found);
    totals.push(totalsOf(layout, grad, repaired, tensor, found, nonFinite));
    onProgress({ checked: tensor.end, coordinates: layout.size, seconds: seconds() });
  }
  const aggregate = aggregateOf(totals, probed, slopes.evaluations());
  const { threshold, judged } = judgeTotals(aggregate, probed, resolved, ground);
  const judgements = withControl(withRounding(judged, aggregate, problem, threshold), control);
  const diagnoses = diagnoseProbed({ problem, grad, repaired, threshold }, aggregate, judgements, probed);
  const jumps = probed
    .flatMap(({ kinks }) => kinks)
    .flatMap(({ coordinate, isJump }) => (isJump ? [coordinate] : []));
  const report = buildReport(layout, aggregate, judgements, diagnoses, {
    threshold,
    epsilon: slopes.step() ?? epsilon,
    method,
    engine,
    cost: ground.cost,
    noise: control?.sigma ?? ground.noise,
    control,
    taylor: null,
    coverage: { kind: 'probe', probes: PROBES, evaluations: slopes.evaluations() },
    findings: [
      ...ground.findings,
      ...findingsOfNoise(ground, asked, threshold),
      ...(method === 'textbook' ? findingsOfKinks(layout, aggregate.kinks.oneSided, jumps) : []),
      ...findingsOfPoint(layout, theta),
    ],
    seed,
    evaluations: ground.evaluations + (control?.evaluations ?? 0),
    seconds: seconds(),
  });
  const tensors = report.tensors.map((tensor, index) => ({
    ...tensor,
    errorBound: probed[index]!.bound,
    detectionLimit: detectionLimit(probed[index]!.visible),
  }));
  return { ...report, tensors };
};
