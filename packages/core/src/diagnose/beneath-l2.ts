import type { Diagnosis } from './diagnosis.ts';
import { suspectTensor, type SuspectTensor } from './evidence/suspect-tensor.ts';
import type { Kind } from './kinds/kinds.ts';

/**
 * A mistake in what backward propagation computes, to which the right L2 term λ/m·W is added, so that the two together are no multiple and
 * no transpose: the first of the kinds that explains both gradients without it.
 */
export const beneathL2 = (
  tensor: SuspectTensor,
  kinds: readonly Kind[],
): (Diagnosis & { readonly withoutL2: true }) | null => {
  const { name, theta, place, grad, gradapprox } = tensor;
  if (place === null || place.role === 'biases' || place.l2 === 0) return null;
  const coefficient = place.l2 / place.examples;
  const term = theta.map((parameter) => coefficient * parameter);
  const withoutTerm = (gradient: Float64Array) => gradient.map((g, i) => g - term[i]!);
  const rest = suspectTensor({
    ...tensor,
    name: `${name} without its L2 term`,
    grad: withoutTerm(grad),
    gradapprox: withoutTerm(gradapprox),
  });
  for (const kind of kinds) {
    const diagnosis = kind.explainWithoutL2?.(rest, tensor, term);
    if (diagnosis) return { ...diagnosis, withoutL2: true };
  }
  return null;
};
