import type { Check } from '../contract/check.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge.ts';
import { beneathL2OfEntries } from './beneath-l2.ts';
import { diagnosisOfGradient } from './by-gradient.ts';
import { errorOf } from './diagnose-all.ts';
import { diagnoseTogether } from './diagnose-together.ts';
import type { Diagnosis } from './diagnosis.ts';
import { placesIn } from './layer-place.ts';
import { regularization } from './regularization.ts';
import { scale } from './scale.ts';
import { sign } from './sign.ts';
import { suspectTensor, type SuspectTensor } from './suspect-tensor.ts';
import { upstream } from './upstream.ts';
import { counted } from './words.ts';
import { lastWrongLayer } from './wrong-layers.ts';

/** What was drawn of a tensor. */
export interface DrawnTensor {
  /** Their numbers in the parameter vector, ascending. */
  readonly coordinates: readonly number[];
  /** The numerical gradient there. */
  readonly gradapprox: Float64Array;
}

/** The explanations, in order of preference, that hold entry by entry or by which tensors are wrong. */
const explanations: readonly ((tensor: SuspectTensor) => Diagnosis | null)[] = [
  sign,
  scale,
  regularization,
  beneathL2OfEntries,
  upstream,
];

/** What explains the entries that were drawn. */
const explainDrawn = (tensor: SuspectTensor): Diagnosis | null => {
  for (const explain of explanations) {
    const diagnosis = explain(tensor);
    if (diagnosis === null) continue;
    const drawn = counted(tensor.grad.length, 'entry that was', 'entries that were');
    return { ...diagnosis, message: `${diagnosis.message} (by the ${drawn} drawn)` };
  }
  return null;
};

/** The likely mistake of each tensor that is incorrect, as far as the entries that were drawn tell; null for the others. */
export const diagnoseSampled = (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  totals: Aggregate,
  judgements: Judgements,
  threshold: number,
  drawn: readonly DrawnTensor[],
): (Diagnosis | null)[] => {
  const placeOf = placesIn(problem, () => lastWrongLayer(totals, judgements));
  return diagnoseTogether(problem.layout.tensors, placeOf, (slot, tensor, place, factors) => {
    if (judgements.tensors[tensor]!.verdict !== 'incorrect') return null;
    const known = diagnosisOfGradient(slot, grad, totals.tensors[tensor]!.nonFinite);
    if (known) return known;
    const { coordinates, gradapprox } = drawn[tensor]!;
    const partOf = (vector: Float64Array) =>
      Float64Array.from(coordinates, (coordinate) => vector[coordinate]!);
    const { name, shape } = slot;
    return explainDrawn(
      suspectTensor({
        ...{ name, shape, partOf, gradapprox, threshold, place, factors },
        theta: partOf(problem.theta),
        grad: partOf(grad),
        error: errorOf(totals.tensors[tensor]!, judgements.tensors[tensor]!),
      }),
    );
  });
};
