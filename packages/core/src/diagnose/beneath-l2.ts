import { broadcast, type BroadcastDiagnosis } from './broadcast.ts';
import { permuted, type PermutedDiagnosis } from './permuted.ts';
import { scale, type ScaleDiagnosis } from './scale.ts';
import { shifted, type ShiftedDiagnosis } from './shifted.ts';
import { sign, type SignDiagnosis } from './sign.ts';
import { explains, suspectTensor, type SuspectTensor } from './suspect-tensor.ts';
import { transposed, type TransposedDiagnosis } from './transposed.ts';
import { gradientIsZero, type ZeroDiagnosis } from './zero.ts';

/** What backward propagation itself may do wrong, in their order of preference. */
const explanations = [sign, scale, transposed, permuted, broadcast, shifted] as const;

/** Those that hold entry by entry. */
const ofEntries = [sign, scale] as const;

/** One of these, of both gradients without λ/m·W: the L2 term is right, the rest of the gradient is not. */
export type BeneathL2Diagnosis = { readonly withoutL2: true } & (
  | ZeroDiagnosis
  | SignDiagnosis
  | ScaleDiagnosis
  | TransposedDiagnosis
  | PermutedDiagnosis
  | BroadcastDiagnosis
  | ShiftedDiagnosis
);

const explainBeneath = (
  tensor: SuspectTensor,
  candidates: readonly (typeof explanations)[number][],
): BeneathL2Diagnosis | null => {
  const { name, theta, place } = tensor;
  if (place === null || place.role === 'biases' || place.l2 === 0) return null;
  const coefficient = place.l2 / place.examples;
  const term = theta.map((parameter) => coefficient * parameter);
  const own = `${name} without its L2 term`;
  if (explains(tensor, term)) return { ...gradientIsZero(own), withoutL2: true }; // no exact 0 once the term was added
  const withoutL2 = (gradient: Float64Array) => gradient.map((g, i) => g - term[i]!);
  const rest = suspectTensor({
    ...tensor,
    name: own,
    grad: withoutL2(tensor.grad),
    gradapprox: withoutL2(tensor.gradapprox),
  });
  for (const explain of candidates) {
    const diagnosis = explain(rest);
    if (diagnosis) return { ...diagnosis, withoutL2: true };
  }
  return null;
};

/** A mistake in what backward propagation computes, to which the right L2 term is added: the two together are no multiple, no transpose. */
export const beneathL2 = (tensor: SuspectTensor): BeneathL2Diagnosis | null =>
  explainBeneath(tensor, explanations);

/** The same of entries that are not all of a tensor's. */
export const beneathL2OfEntries = (tensor: SuspectTensor): BeneathL2Diagnosis | null =>
  explainBeneath(tensor, ofEntries);
