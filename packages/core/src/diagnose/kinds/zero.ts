import { explains } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** Every entry of the gradient is exactly 0. */
export interface ZeroDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'zero';
}

/** The gradient was never written. */
export const zero: DiagnosisKind<ZeroDiagnosis> = {
  kind: 'zero',
  evidence: 'gradient',
  identifies: 'cause',
  explain: ({ name, grad }) => diagnosisOf(name, isZero(grad)),
  explainByGradient: ({ name, offset, size }, grad) =>
    diagnosisOf(name, isZero(grad.subarray(offset, offset + size))),
  explainWithoutL2: ({ name }, tensor, term) => diagnosisOf(name, explains(tensor, term)), // no exact 0 once the term was added
  operation: () => 'zero',
};

const isZero = (values: Float64Array): boolean => values.every((value) => value === 0);

const diagnosisOf = (name: string, isNeverWritten: boolean): ZeroDiagnosis | null =>
  isNeverWritten
    ? {
        kind: 'zero',
        message: `${gradientName(name)} is zero everywhere: it is never written, or overwritten by zeros`,
      }
    : null;
