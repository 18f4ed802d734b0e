import { beneathL2 } from './beneath-l2.ts';
import { broadcast } from './broadcast.ts';
import type { Diagnosis } from './diagnosis.ts';
import { entries } from './entries.ts';
import { mask } from './mask.ts';
import { nonFinite } from './non-finite.ts';
import { permuted } from './permuted.ts';
import { regularization } from './regularization.ts';
import { scale } from './scale.ts';
import { shifted } from './shifted.ts';
import { sign } from './sign.ts';
import type { SuspectTensor } from './suspect-tensor.ts';
import { transposed } from './transposed.ts';
import { unexplained } from './unexplained.ts';
import { upstream } from './upstream.ts';
import { zero } from './zero.ts';

/** The explanations in order of preference: the simpler before the richer, which would explain more by accident. */
const explanations: readonly ((tensor: SuspectTensor) => Diagnosis | null)[] = [
  nonFinite,
  zero,
  sign,
  scale,
  transposed,
  regularization,
  permuted,
  broadcast,
  shifted,
  beneathL2,
  mask,
  upstream,
  entries,
];

/** The simplest mistake that explains the gradient by the numerical one and leaves no more than the numerical error. */
export const diagnose = (tensor: SuspectTensor): Diagnosis => {
  for (const explain of explanations) {
    const diagnosis = explain(tensor);
    if (diagnosis) return diagnosis;
  }
  return unexplained(tensor);
};
