import { gradientName, numberInWords } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';
import type { ScaleDiagnosis } from './scale.ts';

/** All of grad is 1/n of gradapprox, or n times it, where n is the number of outputs. */
export interface MeanOverOutputsDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'mean-over-outputs';
  /** n. */
  readonly outputs: number;
  /** grad / gradapprox: 1/n where grad is of the mean, n where it is of the sum. */
  readonly factor: number;
}

/**
 * The gradient is that of a mean over the outputs where the cost is their sum, or the reverse: every tensor has the same factor. Where n is 2 or
 * the number of examples, too, the factor may as well be another mistake: `scale` names them all.
 */
export const meanOverOutputs: DiagnosisKind<MeanOverOutputsDiagnosis> = {
  kind: 'mean-over-outputs',
  evidence: 'entry',
  identifies: 'cause',
  explain: () => null,
  explainTogether: (tensors, { outputs, examples }) => {
    if (outputs === null || outputs <= 2 || outputs === examples) return null;
    const [first] = tensors;
    const factor = first && factorOf(first.diagnosis);
    if (factor !== outputs && factor !== 1 / outputs) return null;
    if (!tensors.every(({ diagnosis }) => factorOf(diagnosis) === factor)) return null;
    return tensors.map(({ name, diagnosis }) => ({
      kind: 'mean-over-outputs',
      message: messageOf(name, outputs, factor),
      outputs,
      factor,
      ...withoutL2Of(diagnosis),
    }));
  },
  operation: ({ factor }) => `scale ${factor.toPrecision(4)}`,
};

/** What may have been found of a tensor by itself. */
type Found = { readonly kind: string } | null;

const isScale = (diagnosis: Found): diagnosis is ScaleDiagnosis => diagnosis?.kind === 'scale';

const factorOf = (diagnosis: Found): number | null => (isScale(diagnosis) ? diagnosis.factor : null);

const withoutL2Of = (diagnosis: Found) =>
  isScale(diagnosis) && diagnosis.withoutL2 ? { withoutL2: diagnosis.withoutL2 } : {};

const messageOf = (name: string, outputs: number, factor: number): string => {
  const count = numberInWords(outputs);
  return factor > 1
    ? `${gradientName(name)} is ${count} times the numerical gradient, as all others are: it is of the sum over the ${count} outputs, the cost is their mean`
    : `${gradientName(name)} is 1/${count} of the numerical gradient, as all others are: it is of the mean over the ${count} outputs, the cost is their sum`;
};
