import { type ClaimRounding, type Evidence, tolerancesOf } from '../judge/evidence.ts';
import { arrayRounding } from '../differentiate/claim/array-rounding.ts';
import { compareWithControl, type ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { GradientSpread } from '../differentiate/claim/measure-repeat.ts';
import { createTruncationAt } from '../differentiate/control/truncation.ts';
import { taylorOf } from '../differentiate/taylor/taylor-of.ts';
import { ROUND_OFF_DEVIATIONS } from '../numerics/deviations.ts';
import { exactNorm } from '../numerics/sum-of-squares.ts';
import { type MeasuredClaim, measureClaim, measureClaimQuickly } from './measure-claim.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import { measureStepErrors } from './measure-step-errors.ts';
import { measureTies } from './measure-ties.ts';
import type { ObservedCheck } from './observation.ts';

/** What the verdict is made of, and how often J was evaluated for it. */
export interface GatheredEvidence {
  readonly evidence: Evidence;
  /** How far two answers of the gradient at θ are apart, where they are. */
  readonly varies: GradientSpread | null;
  readonly evaluations: number;
}

const controlOf = async (
  { baseline, observation, evaluator, resolved }: ObservedCheck,
  signal: AbortSignal | undefined,
): Promise<ControlResult | null> => {
  if (observation.kind === 'probe') return observation.control;
  const { measured, totals } = observation;
  const truncationAt = createTruncationAt(evaluator, resolved, signal);
  return measured && compareWithControl(measured, baseline, totals.sample, truncationAt);
};

/** What is known of all differences from the start, before anything is measured again. */
const knownFrom = (
  { check, resolved, engine, baseline, observation }: ObservedCheck,
  claim: ClaimRounding,
): Evidence => {
  const { layout, theta } = check.problem;
  return {
    totals: observation.totals,
    grad: check.grad,
    claim,
    drawn: observation.kind === 'sample' ? observation.drawn.map(({ coordinates }) => coordinates) : null,
    probes: observation.kind === 'probe' ? observation.probed : null,
    places: layout.tensors.map(({ offset, size }) => ({ start: offset, end: offset + size })),
    threshold: resolved.threshold,
    cost: baseline.cost,
    thetaNorm: exactNorm(theta),
    noiseError: (ROUND_OFF_DEVIATIONS * baseline.noiseAllowance) / (Math.SQRT2 * resolved.epsilon),
    engineError: engine.relativeError ?? 0,
    stepErrors: new Map(),
    truncations: [],
    ties: null,
    control: null,
    taylor: null,
    isPartial: observation.kind !== 'full',
  };
};

const noRounding = ({ grad }: ObservedCheck['check']): Float64Array => new Float64Array(grad.length);

/** The rounding of the claim: in full where the verdict hangs on it. */
const claimOf = async (observed: ObservedCheck, signal: AbortSignal | undefined): Promise<MeasuredClaim> => {
  const { check, resolved, observation } = observed;
  if (observation.kind === 'probe') return observation.measuredClaim;
  const quick = await measureClaimQuickly(check, resolved, signal);
  if (!quick.isProvisional) return quick;
  const { tensors } = judgeEvidence(knownFrom(observed, { ...quick.claim, rounding: noRounding(check) }));
  const isRefuted = tensors.some(({ verdict }) => verdict === 'incorrect');
  return isRefuted ? measureClaim(check, resolved, signal) : quick;
};

/**
 * At a tie a gradient that is a function jumps from one of those nearby to another as θ moves by rounding: its second differences show that, and no rounding. There its numbers' own rounding counts.
 */
const withoutJumps = (
  claim: ClaimRounding,
  { problem, grad }: ObservedCheck['check'],
  isThere: (coordinate: number) => boolean,
): ClaimRounding => {
  if (problem.kind !== 'function') return claim;
  const own = arrayRounding(problem.layout, grad, claim.precision);
  const rounding = claim.rounding.map((pi, i) => (isThere(i) ? Math.min(pi, own[i]!) : pi));
  return { ...claim, rounding };
};

/**
 * Measures what the verdict needs beside the differences: the rounding of the claim, what the step does to the entries that decide, the control, the
 * Taylor remainder.
 */
export const gatherEvidence = async (
  observed: ObservedCheck,
  signal?: AbortSignal,
): Promise<GatheredEvidence> => {
  const { check, resolved, baseline, observation, evaluator } = observed;
  const { claim, varies } = await claimOf(observed, signal);
  const known = knownFrom(observed, claim);
  const control = await controlOf(observed, signal);
  const steps = await measureStepErrors(known, baseline, resolved, evaluator, signal);
  const { taylor, evaluations } = await taylorOf(observation.totals, check.grad, baseline, resolved, signal);
  const { stepErrors, truncations } = steps;
  const stepped = { ...known, stepErrors, truncations, taylor };
  const withoutAny = { ...stepped, claim: withoutJumps(claim, check, () => true) };
  const { ties, evaluations: ofTies } = await measureTies(withoutAny, check, baseline, resolved, signal);
  const accepted = tolerancesOf(ties);
  return {
    evidence: {
      ...stepped,
      claim: withoutJumps(claim, check, (coordinate) => accepted.has(coordinate)),
      ties,
      control,
    },
    varies,
    evaluations: evaluations + steps.evaluations + ofTies + (control?.evaluations ?? 0),
  };
};
