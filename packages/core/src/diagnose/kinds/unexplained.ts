import { cosineOf } from '../../numerics/vectors.ts';
import { isNearlyRight } from '../evidence/suspect-tensor.ts';
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

/** What can be said when nothing else explains it. */
export const unexplained: DiagnosisKind<UnexplainedDiagnosis> = {
  kind: 'unexplained',
  evidence: 'tensor',
  tells: 'place',
  explain: (tensor) => {
    const { name, grad, gradapprox, norms } = tensor;
    const own = gradientName(name);
    if (norms.gradapprox === 0) {
      const message = `${own} isn't zero, but the cost does not depend on ${name} at this point: its numerical gradient is zero`;
      return { kind: 'unexplained', message, cosine: null, ratio: null };
    }
    const cosine = Math.max(-1, Math.min(1, cosineOf(grad, gradapprox)));
    const ratio = norms.grad / norms.gradapprox;
    if (isNearlyRight(tensor)) {
      const off = numberInWords(norms.residual / norms.gradapprox);
      const message = `${own} is the numerical gradient but for ${off} of its size: so is what is computed in float32, or with a small constant added in a formula, as in log(a + 1e-8)`;
      return { kind: 'unexplained', message, cosine, ratio };
    }
    const message =
      grad.length === 1
        ? `${own} is ${numberInWords(grad[0]!)}, the numerical gradient ${numberInWords(gradapprox[0]!)}: no simple mistake explains it`
        : `no simple mistake explains ${own}: ${likeness(cosine)} (cosine ${numberInWords(cosine)}), with a norm of ${numberInWords(ratio)} times the numerical gradient's`;
    return { kind: 'unexplained', message, cosine, ratio };
  },
};

const likeness = (cosine: number): string => {
  if (cosine > 0.9) return 'it points nearly the same way';
  if (cosine < -0.9) return 'it points nearly the opposite way';
  return Math.abs(cosine) < 0.1 ? 'it has nothing in common with it' : 'it resembles it only in part';
};
