import { beneathL2 } from './beneath-l2.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { SuspectTensor } from './evidence/suspect-tensor.ts';
import type { Kind } from './kinds/kinds.ts';

/**
 * The first of the kinds that explains the tensor, or the gradient without its L2 term, which comes before those that blame a layer: it
 * takes no more than a mistake in this tensor.
 */
export const explainBy = (
  tensor: SuspectTensor,
  ofTensor: readonly Kind[],
  ofRest: readonly Kind[],
): Diagnosis | null => {
  const layers = ofTensor.findIndex((kind) => 'layer' in kind);
  return (
    firstOf(tensor, ofTensor.slice(0, layers)) ??
    beneathL2(tensor, ofRest) ??
    firstOf(tensor, ofTensor.slice(layers))
  );
};

const firstOf = (tensor: SuspectTensor, kinds: readonly Kind[]): Diagnosis | null => {
  for (const kind of kinds) {
    const diagnosis = kind.explain(tensor);
    if (diagnosis) return diagnosis;
  }
  return null;
};
