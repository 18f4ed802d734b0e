import { explains, type SuspectTensor } from './suspect-tensor.ts';
import { gradientName } from './words.ts';

/** grad is −gradapprox. */
export interface SignDiagnosis {
  readonly kind: 'sign';
  readonly message: string;
}

/** The diagnosis of a tensor whose gradient is turned around. */
export const signDiagnosis = (name: string): SignDiagnosis => ({
  kind: 'sign',
  message: `${gradientName(name)} is the numerical gradient with the wrong sign: a minus is missing or one too many`,
});

/** The gradient has the wrong sign. */
export const sign = (tensor: SuspectTensor): SignDiagnosis | null =>
  explains(
    tensor,
    tensor.gradapprox.map((a) => -a),
  )
    ? signDiagnosis(tensor.name)
    : null;
