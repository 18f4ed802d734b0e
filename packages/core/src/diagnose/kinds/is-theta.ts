import { explains, weightyEntries } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad is θ. */
export interface IsThetaDiagnosis extends DiagnosisBase {
  readonly kind: 'is-theta';
}

/** The parameter itself is returned for its gradient. A θ that is the same number everywhere may as well be a constant. */
export const isTheta: DiagnosisKind<IsThetaDiagnosis> = {
  kind: 'is-theta',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, theta } = tensor;
    if (isConstant(theta) || weightyEntries(tensor, theta) < 2 || !explains(tensor, theta)) return null;
    return {
      kind: 'is-theta',
      message: `${gradientName(name)} is ${name} itself: the parameter is returned in place of its gradient`,
    };
  },
};

const isConstant = (theta: Float64Array): boolean => theta.every((parameter) => parameter === theta[0]);
