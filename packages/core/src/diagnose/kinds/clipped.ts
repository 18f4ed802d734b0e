import { factorOf, largestOf } from '../../numerics/vectors.ts';
import { nameFactor } from '../evidence/known-numbers.ts';
import { roundNumberNear } from '../evidence/round-number.ts';
import { explains, type SuspectTensor, weightyEntries } from '../evidence/suspect-tensor.ts';
import { gradientName, numberInWords } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is gradapprox after it was clipped. */
export interface ClippedDiagnosis extends DiagnosisBase {
  readonly kind: 'clipped';
  /** What was limited: the norm, or the size of each entry. */
  readonly by: 'norm' | 'value';
  readonly limit: number;
  /** Whether all tensors were clipped together, or this one by itself. */
  readonly of: 'whole' | 'tensor';
}

/** The relative uncertainty to which a factor is compared with known numbers, which are the simpler explanation. */
const NAMED = 1e-6;

/** A norm or the entries are limited, as training loops do before a step: the gradient is to be checked before that. */
export const clipped: DiagnosisKind<ClippedDiagnosis> = {
  kind: 'clipped',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const whole = tensor.together?.whole();
    if (whole) {
      const limit = normLimit(whole, tensor);
      if (limit !== null) return diagnosisOf(tensor.name, 'norm', limit, 'whole');
      const valueLimit = limitOfValues(whole);
      if (valueLimit !== null) return diagnosisOf(tensor.name, 'value', valueLimit, 'whole');
    }
    const limit = normLimit(tensor, tensor);
    if (limit !== null) return diagnosisOf(tensor.name, 'norm', limit, 'tensor');
    const valueLimit = limitOfValues(tensor);
    return valueLimit === null ? null : diagnosisOf(tensor.name, 'value', valueLimit, 'tensor');
  },
};

/** The round number that ‖grad‖ is, where grad is a part of gradapprox (or of norm 1) by a factor that has no other meaning; null elsewhere. */
const normLimit = (clippedTogether: SuspectTensor, named: SuspectTensor): number | null => {
  const { grad, gradapprox, norms } = clippedTogether;
  const limit = roundNumberNear(norms.grad);
  if (limit === null) return null;
  const factor = factorOf(grad, gradapprox);
  if (!(factor > 0 && (factor < 1 || limit === 1)) || nameFactor(named, factor, NAMED) !== null) return null;
  const explained = gradapprox.map((a) => factor * a);
  if (weightyEntries(clippedTogether, explained, factor) < 2) return null;
  return explains(clippedTogether, explained, factor) ? limit : null;
};

/** The size that no entry of grad exceeds and two or more have, whose numerical gradient is larger and of the same sign; null where that isn't all. */
const limitOfValues = (tensor: SuspectTensor): number | null => {
  const { grad, gradapprox } = tensor;
  const limit = largestOf(grad);
  if (!(limit > 0)) return null;
  const atLimit = gradapprox.filter((a, i) => Math.abs(a) > limit && Math.abs(grad[i]!) === limit);
  const isEvidence = atLimit.length >= 2 && (grad.some((g) => Math.abs(g) < limit) || hasBothSigns(grad));
  if (!isEvidence) return null;
  const explained = gradapprox.map((a) => Math.min(limit, Math.max(-limit, a)));
  return explains(tensor, explained) ? limit : null;
};

const hasBothSigns = (values: Float64Array): boolean =>
  values.some((value) => value > 0) && values.some((value) => value < 0);

const diagnosisOf = (
  name: string,
  by: ClippedDiagnosis['by'],
  limit: number,
  of: ClippedDiagnosis['of'],
): ClippedDiagnosis => {
  const size = numberInWords(limit);
  const extent = of === 'whole' ? 'all tensors together' : 'this tensor';
  const message =
    by === 'norm'
      ? `${gradientName(name)} points the same way as the numerical gradient, and the norm of ${extent} is ${size}: it is clipped (or normalized) to that norm; check the gradient before`
      : `${gradientName(name)} is the numerical gradient with every entry clipped to ±${size}: check the gradient before it is clipped`;
  return { kind: 'clipped', message, by, limit, of };
};
