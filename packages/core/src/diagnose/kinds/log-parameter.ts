import { largestOf } from '../../numerics/vectors.ts';
import { explains, weightyEntries } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is θ∘gradapprox: ∂J/∂log θ = θ·∂J/∂θ. */
export interface LogParameterDiagnosis extends DiagnosisBase {
  readonly kind: 'log-parameter';
}

/** The gradient is by the logarithm of the parameter, the cost takes the parameter. Nothing is fitted, so that a single entry shows it. */
export const logParameter: DiagnosisKind<LogParameterDiagnosis> = {
  kind: 'log-parameter',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, theta, gradapprox } = tensor;
    const explained = gradapprox.map((a, i) => theta[i]! * a);
    const amplification = largestOf(theta);
    if (weightyEntries(tensor, explained, amplification) < 1) return null;
    if (!explains(tensor, explained, amplification)) return null;
    return {
      kind: 'log-parameter',
      message: `${gradientName(name)} is the numerical gradient times ${name}, entry by entry: it is the gradient by log(${name}), where the cost takes ${name} itself`,
    };
  },
};
