import type { SuspectTensor } from './suspect-tensor.ts';
import { gradientName } from './words.ts';

/** Every entry of the gradient is exactly 0. */
export interface ZeroDiagnosis {
  readonly kind: 'zero';
  readonly message: string;
}

/** The diagnosis of a tensor whose gradient is 0 everywhere. */
export const gradientIsZero = (name: string): ZeroDiagnosis => ({
  kind: 'zero',
  message: `${gradientName(name)} is zero everywhere: it is never written, or overwritten by zeros`,
});

/** The gradient was never written. */
export const zero = ({ name, grad }: SuspectTensor): ZeroDiagnosis | null =>
  grad.every((g) => g === 0) ? gradientIsZero(name) : null;
