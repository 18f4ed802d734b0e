import { cosineOf } from '../../numerics/vectors.ts';
import { isNearlyRight, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName, numberInWords } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** No simple mistake explains the gradient. */
export interface UnexplainedDiagnosis extends DiagnosisBase {
  readonly kind: 'unexplained';
  /** The cosine of the angle between grad and gradapprox: 1 when they point the same way; null when one is zero. */
  readonly cosine: number | null;
  /** ‖grad‖ / ‖gradapprox‖; null when gradapprox is zero. */
  readonly ratio: number | null;
}

/** A cosine beyond this is called nearly the same way (or the opposite one). */
const NEARLY_PARALLEL = 0.9;

/** A cosine within this is called nothing in common. */
const NEARLY_ACROSS = 0.1;

/** What can be said when nothing else explains it. */
export const unexplained: DiagnosisKind<UnexplainedDiagnosis> = {
  kind: 'unexplained',
  evidence: 'tensor',
  identifies: 'place',
  explain: (tensor) => {
    const { name, grad, gradapprox, norms } = tensor;
    if (norms.gradapprox === 0) {
      const message = `${gradientName(name)} isn't zero, but the cost does not depend on ${name} at this point: its numerical gradient is zero`;
      return { kind: 'unexplained', message, cosine: null, ratio: null };
    }
    const cosine = Math.max(-1, Math.min(1, cosineOf(grad, gradapprox)));
    const ratio = norms.grad / norms.gradapprox;
    return { kind: 'unexplained', message: messageOf(tensor, cosine, ratio), cosine, ratio };
  },
};

const messageOf = (tensor: SuspectTensor, cosine: number, ratio: number): string => {
  const { grad, gradapprox, norms } = tensor;
  const gradient = gradientName(tensor.name);
  if (norms.residual > 0 && isNearlyRight(tensor)) {
    const off = numberInWords(norms.residual / norms.gradapprox);
    return `${gradient} is the numerical gradient but for ${off} of its size: so is what is computed in float32, or with a small constant added in a formula, as in log(a + 1e-8)`;
  }
  if (grad.length === 1)
    return `${gradient} is ${numberInWords(grad[0]!)}, the numerical gradient ${numberInWords(gradapprox[0]!)}: no simple mistake explains it`;
  return `no simple mistake explains ${gradient}: ${likeness(cosine)} (cosine ${numberInWords(cosine)}), with a norm of ${numberInWords(ratio)} times the numerical gradient's`;
};

const likeness = (cosine: number): string => {
  if (cosine > NEARLY_PARALLEL) return 'it points nearly the same way';
  if (cosine < -NEARLY_PARALLEL) return 'it points nearly the opposite way';
  return Math.abs(cosine) < NEARLY_ACROSS
    ? 'it has nothing in common with it'
    : 'it resembles it only in part';
};
