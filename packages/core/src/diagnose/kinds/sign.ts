import { explains } from '../evidence/suspect-tensor.ts';
import { agreesAlong } from '../evidence/tensor-along.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad is −gradapprox. */
export interface SignDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'sign';
}

/** The gradient has the wrong sign. */
export const sign: DiagnosisKind<SignDiagnosis> = {
  kind: 'sign',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => (explains(tensor, negative(tensor.gradapprox)) ? diagnosisOf(tensor.name) : null),
  explainWithoutL2: (rest) => sign.explain(rest),
  explainAlong: (tensor) => {
    const gradapprox = negative(tensor.grad);
    return agreesAlong(tensor, gradapprox) ? { diagnosis: diagnosisOf(tensor.name), gradapprox } : null;
  },
  operation: () => 'sign',
};

const negative = (values: Float64Array): Float64Array => values.map((value) => -value);

const diagnosisOf = (name: string): SignDiagnosis => ({
  kind: 'sign',
  message: `${gradientName(name)} is the numerical gradient with the wrong sign: a minus sign is missing or one too many`,
});
