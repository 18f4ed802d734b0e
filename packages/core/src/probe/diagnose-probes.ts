import type { Problem } from '../contract/problem.ts';
import type { Aggregate } from '../contract/sums.ts';
import { diagnosisOfGradient } from '../diagnose/by-gradient.ts';
import { errorOf, suspectOf } from '../diagnose/diagnose-all.ts';
import { diagnoseAtKinks } from '../diagnose/diagnose-at-kinks.ts';
import { diagnoseTogether } from '../diagnose/diagnose-together.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { placesIn } from '../diagnose/evidence/layer-place.ts';
import { lastWrongLayer } from '../diagnose/wrong-layers.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import type { ProbedTensor } from './tensor-probe.ts';

/** What is known of a gradient that was probed. */
export interface ProbedGradient {
  readonly problem: Problem;
  /** The gradient as it was given, [P]. */
  readonly grad: Float64Array;
  /** The gradient with all that was found wrong repaired, [P]. */
  readonly repaired: Float64Array;
  readonly threshold: number;
}

/**
 * The likely mistake of each tensor that is incorrect, as far as probes show one: what explains it along random directions (`sign`, `scale`,
 * `transposed`, `regularization`), or any kind where all that is wrong was found, so that the repaired gradient is the numerical one; null for
 * the others.
 */
export const diagnoseProbed = (
  { problem, grad, repaired, threshold }: ProbedGradient,
  totals: Aggregate,
  judgements: Judgements,
  probed: readonly ProbedTensor[],
): (Diagnosis | null)[] => {
  const placeOf = placesIn(problem, () => lastWrongLayer(totals, judgements));
  return diagnoseTogether(problem, placeOf, (slot, tensor, place, factors) => {
    const judgement = judgements.tensors[tensor]!;
    const outcome = probed[tensor]!;
    if (judgement.verdict !== 'incorrect') return null;
    const explained =
      diagnosisOfGradient(slot, grad, totals.tensors[tensor]!.nonFinite) ?? outcome.explanation;
    if (explained) return explained;
    if (!outcome.isRepaired) return null;
    const gradapprox = repaired.subarray(slot.offset, slot.offset + slot.size);
    const error = errorOf(totals.tensors[tensor]!, judgement);
    const known = { theta: problem.theta, grad, gradapprox, place, error, threshold, factors };
    return diagnoseAtKinks(suspectOf(slot, known), outcome.kinks.length);
  });
};
