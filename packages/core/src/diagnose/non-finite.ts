import { multiIndex, type TensorSlot } from '@gradproof/flatteners';
import type { NamedEntries } from '../contract/entries.ts';
import type { SuspectTensor } from './suspect-tensor.ts';
import { gradientName, indexText } from './words.ts';

/** Some entries of the gradient, or of the numerical gradient, are NaN or infinite. */
export interface NonFiniteDiagnosis {
  readonly kind: 'non-finite';
  readonly message: string;
  /** Whose entries: the gradient's own, or (where J isn't finite beside θ) the numerical gradient's. */
  readonly of: 'grad' | 'gradapprox';
  /** The first such entry. */
  readonly index: readonly number[];
  /** How many there are. */
  readonly entries: number;
}

const describe = (place: string, whole: string, entries: number): string =>
  entries === 1
    ? `${place} is not a finite number`
    : `${entries} entries of ${whole} are not finite numbers, the first at ${place}`;

/** Of a tensor whose numerical gradient isn't known everywhere: entries of its gradient that aren't finite, as they were counted. */
export const nonFiniteGradient = (
  { name, shape, offset }: TensorSlot,
  found: NamedEntries | null,
): NonFiniteDiagnosis | null => {
  if (found === null) return null;
  const { first, entries } = found;
  const index = multiIndex(shape, first - offset);
  const own = gradientName(name);
  return {
    kind: 'non-finite',
    message: describe(`${own}${indexText(index)}`, own, entries),
    of: 'grad',
    index,
    entries,
  };
};

/** NaN and infinities, which nothing else explains. */
export const nonFinite = ({ name, shape, grad, gradapprox }: SuspectTensor): NonFiniteDiagnosis | null => {
  for (const [of, values] of [
    ['grad', grad],
    ['gradapprox', gradapprox],
  ] as const) {
    const first = values.findIndex((value) => !Number.isFinite(value));
    if (first < 0) continue;
    const entries = values.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
    const index = multiIndex(shape, first);
    const own = of === 'grad' ? gradientName(name) : `the numerical gradient of ${name}`;
    const message = describe(`${own}${indexText(index)}`, own, entries);
    return { kind: 'non-finite', message, of, index, entries };
  }
  return null;
};
