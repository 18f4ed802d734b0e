import { multiIndex } from '@gradproof/flatteners';
import { gradientName, indexText } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** Some entries of the gradient, or of the numerical gradient, are NaN or infinite. */
export interface NonFiniteDiagnosis extends DiagnosisBase {
  readonly kind: 'non-finite';
  /** Whose entries: the gradient's own, or (where J isn't finite beside θ) the numerical gradient's. */
  readonly of: 'grad' | 'gradapprox';
  /** The first such entry. */
  readonly index: readonly number[];
  /** How many there are. */
  readonly entries: number;
}

/** NaN and infinities, which nothing else explains. */
export const nonFinite: DiagnosisKind<NonFiniteDiagnosis> = {
  kind: 'non-finite',
  evidence: 'gradient',
  identifies: 'cause',
  explain: ({ name, shape, grad, gradapprox }) =>
    diagnosisOf(name, shape, 'grad', nonFiniteOf(grad)) ??
    diagnosisOf(name, shape, 'gradapprox', nonFiniteOf(gradapprox)),
  explainByGradient: ({ name, shape, offset }, _grad, counted) =>
    counted && diagnosisOf(name, shape, 'grad', { first: counted.first - offset, entries: counted.entries }),
};

/** Entries of a tensor that aren't finite. */
interface NonFiniteEntries {
  /** The place of the first in the tensor, row-major. */
  readonly first: number;
  readonly entries: number;
}

const nonFiniteOf = (values: Float64Array): NonFiniteEntries => ({
  first: values.findIndex((value) => !Number.isFinite(value)),
  entries: values.filter((value) => !Number.isFinite(value)).length,
});

const diagnosisOf = (
  name: string,
  shape: readonly number[],
  of: NonFiniteDiagnosis['of'],
  { first, entries }: NonFiniteEntries,
): NonFiniteDiagnosis | null => {
  if (entries === 0) return null;
  const index = multiIndex(shape, first);
  const whole = of === 'grad' ? gradientName(name) : `the numerical gradient of ${name}`;
  const place = `${whole}${indexText(index)}`;
  const message =
    entries === 1
      ? `${place} is not a finite number`
      : `${entries} entries of ${whole} are not finite numbers, the first at ${place}`;
  return { kind: 'non-finite', message, of, index, entries };
};
