import { contradicts, type TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import { CLAIM_DEVIATIONS } from '../numerics/deviations.ts';
import { relativeDifference } from '../numerics/relative-difference.ts';
import type { Evidence } from './evidence.ts';
import { probeEvidence } from './probe-evidence.ts';
import {
  COARSE_RESOLUTION,
  RESOLUTION,
  type Ruling,
  ruleOn,
  type Standard,
  type TensorEvidence,
  UNMEASURED,
} from './rule.ts';
import { tensorEvidence } from './tensor-evidence.ts';
import { type Unit, unitOf } from './unit.ts';
import type { Verdict } from './verdict.ts';

/** What keeps a tensor, or the whole, from being judged. */
export type Hindrance =
  'kinks' | 'ties' | 'round-off' | 'truncation' | 'precision' | 'zero' | 'control' | 'taylor';

/** A set of coordinates, judged. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Formula (2). It is shown, and decides nothing. */
  readonly difference: number;
  /** The largest difference that the errors of both gradients explain. */
  readonly numericalError: number;
  /** What keeps it from being judged. */
  readonly hindrance: Hindrance | null;
}

/** A tensor, judged. */
export interface TensorJudgement extends Judgement, Omit<Ruling, 'state'> {
  /** The norm of what a right claim's own rounding may add, 6·‖π‖. */
  readonly roundingNorm: number;
  /** A = ‖a‖: the scale that limits are told against. */
  readonly numerical: number;
}

/** The whole check, judged. */
export interface Judgements extends Judgement {
  readonly tensors: readonly TensorJudgement[];
}

const VERDICTS = { refuted: 'incorrect', confirmed: 'correct', unsettled: 'inconclusive' } as const;

/** The verdict overall and for each tensor. Evaluates nothing. The whole's is the worst of its tensors'. */
export const judgeEvidence = (evidence: Evidence): Judgements => {
  const tensors = judgeTensors(evidence);
  const whole: Judgements = {
    verdict: worstOf(tensors),
    difference: relativeDifference(evidence.totals.overall),
    numericalError: relativeError(tensors),
    hindrance: tensors.find(({ verdict }) => verdict === 'inconclusive')?.hindrance ?? null,
    tensors,
  };
  return withTaylor(withControl(whole, evidence), evidence);
};

const judgeTensors = (evidence: Evidence): TensorJudgement[] => {
  const { totals, probes } = evidence;
  const unit = unitOf(totals);
  const known = totals.tensors.map((tensor, index) =>
    probes
      ? probeEvidence(evidence, tensor, probes[index]!, index, unit)
      : tensorEvidence(evidence, index, unit),
  );
  const rulings = ruleOn(known, standardOf(evidence, unit));
  return rulings.map(({ state, uncertainty, limit, entryLimit }, index) => {
    const tensor = known[index]!;
    const scale = tensor.claim + tensor.numerical;
    return {
      verdict: VERDICTS[state],
      difference: relativeDifference(totals.tensors[index]!),
      numericalError: uncertainty === 0 ? 0 : uncertainty / 2 / scale,
      hindrance: state === 'unsettled' ? hindranceOf(tensor) : null,
      roundingNorm: (CLAIM_DEVIATIONS * tensor.rounding) / unit.perOne,
      numerical: tensor.numerical / unit.perOne,
      uncertainty: uncertainty / unit.perOne,
      limit: limit / unit.perOne,
      entryLimit: entryLimit / unit.perOne,
    };
  });
};

const standardOf = ({ threshold, claim, cost, thetaNorm }: Evidence, { perOne }: Unit): Standard => ({
  threshold,
  resolution: claim.isCoarse ? COARSE_RESOLUTION : RESOLUTION,
  unmeasured: claim.isUnmeasured ? UNMEASURED : 0,
  cost: perOne * Math.abs(cost),
  thetaNorm,
});

/** What the largest part of a tensor's uncertainty comes from. */
const hindranceOf = (tensor: TensorEvidence): Hindrance => {
  const { ties, error, kinkError, stepError, unseenError } = tensor;
  if (ties !== null) return 'ties';
  const known = kinkError + stepError;
  const parts: readonly (readonly [Hindrance, number])[] = [
    ['kinks', kinkError],
    ['precision', CLAIM_DEVIATIONS * tensor.rounding],
    ['truncation', unseenError + stepError],
    ['round-off', known === Infinity ? 0 : error - known],
  ];
  return parts.reduce((most, part) => (part[1] > most[1] ? part : most), parts[3]!)[0];
};

const worstOf = (tensors: readonly Judgement[]): Verdict => {
  const has = (sought: Verdict) => tensors.some(({ verdict }) => verdict === sought);
  if (has('incorrect')) return 'incorrect';
  return has('inconclusive') ? 'inconclusive' : 'correct';
};

/** Of all tensors together: what is shown of the whole. */
const relativeError = (tensors: readonly TensorJudgement[]): number => {
  const error = Math.hypot(...tensors.map(({ uncertainty }) => uncertainty / 2));
  const scale = 2 * Math.hypot(...tensors.map(({ numerical }) => numerical));
  return error === 0 ? 0 : error / scale;
};

/** A control that disagrees leaves nothing proved: the checker contradicts itself. But what isn't finite is wrong by itself. */
const withControl = (judgements: Judgements, { control, cost, totals }: Evidence): Judgements => {
  if (control === null || control.disagreeing.length === 0) return judgements;
  const isFinite = Number.isFinite(cost) && totals.tensors.every(({ nonFinite }) => nonFinite === null);
  return isFinite ? { ...judgements, verdict: 'inconclusive', hindrance: 'control' } : judgements;
};

/**
 * Where not every coordinate was looked at, the Taylor remainder is a witness: one that shows an error beyond all limits makes a correct check
 * inconclusive. Else it is a finding at the most.
 */
const withTaylor = (judgements: Judgements, { isPartial, taylor }: Evidence): Judgements =>
  judgements.verdict === 'correct' && isPartial && taylorDisagrees(taylor, judgements)
    ? { ...judgements, verdict: 'inconclusive', hindrance: 'taylor' }
    : judgements;

/** Whether the Taylor remainder shows an error beyond the limits of all tensors. */
export const taylorDisagrees = (taylor: TaylorRemainder | null, { tensors }: Judgements): boolean =>
  contradicts(taylor, Math.hypot(...tensors.map(({ limit }) => limit)));
