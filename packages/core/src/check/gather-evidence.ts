import { compareWithControl, type ControlResult } from '../differentiate/control/compare-with-control.ts';
import {
  createTruncationAt,
  measureTruncations,
  type TruncationAt,
} from '../differentiate/control/truncation.ts';
import { taylorOf } from '../differentiate/taylor/taylor-of.ts';
import { entriesToRecheck } from '../judge/clear-truncated.ts';
import type { Evidence } from '../judge/evidence.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import type { ObservedCheck } from './observation.ts';

/** What the verdict is made of, and how often J was evaluated for it. */
export interface GatheredEvidence {
  readonly evidence: Evidence;
  readonly evaluations: number;
}

const controlOf = async (
  { baseline, observation }: ObservedCheck,
  truncationAt: TruncationAt,
): Promise<ControlResult | null> => {
  if (observation.kind === 'probe') return observation.control;
  const { measured, totals } = observation;
  return measured && compareWithControl(measured, baseline, totals.sample, truncationAt);
};

/** How far the step's truncation may have moved the entries that decide; null where entries have bounds that know of it, or were probed. */
const truncationsOf = async (
  evidence: Evidence,
  { resolved, observation }: ObservedCheck,
  truncationAt: TruncationAt,
): Promise<ReadonlyMap<number, number> | null> => {
  if (resolved.adaptive || observation.kind === 'probe') return null;
  const { judged } = judgeEvidence(evidence);
  return measureTruncations(entriesToRecheck(evidence.totals, judged), truncationAt);
};

/** Measures what the verdict needs beside the differences: the control, the truncation of what seems wrong, the Taylor remainder. */
export const gatherEvidence = async (
  observed: ObservedCheck,
  signal?: AbortSignal,
): Promise<GatheredEvidence> => {
  const { check, resolved, baseline, observation, evaluator } = observed;
  const { totals } = observation;
  const truncationAt = createTruncationAt(evaluator, resolved, signal);
  const differences: Evidence = {
    totals,
    probes: observation.kind === 'probe' ? observation.probed : null,
    baseline,
    options: resolved,
    truncations: null,
    control: null,
    taylor: null,
  };
  const control = await controlOf(observed, truncationAt);
  const truncations = await truncationsOf(differences, observed, truncationAt);
  const { taylor, evaluations } =
    observation.kind === 'probe'
      ? { taylor: null, evaluations: 0 }
      : await taylorOf(totals, check.grad, baseline, resolved, signal);
  return {
    evidence: { ...differences, control, truncations, taylor },
    evaluations: evaluations + (control?.evaluations ?? 0),
  };
};
