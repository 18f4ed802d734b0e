import type { Check } from '../contract/check.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { diagnosisOfGradient } from './by-gradient.ts';
import { errorOf } from './diagnose-all.ts';
import { diagnoseTogether } from './diagnose-together.ts';
import type { Diagnosis } from './diagnosis.ts';
import { placesIn } from './evidence/layer-place.ts';
import { suspectTensor, type SuspectTensor } from './evidence/suspect-tensor.ts';
import { counted } from './evidence/words.ts';
import { explainBy } from './explain-by.ts';
import { kinds } from './kinds/kinds.ts';
import { lastWrongLayer } from './wrong-layers.ts';

/** What was drawn of a tensor. */
export interface DrawnTensor {
  /** Their numbers in the parameter vector, ascending. */
  readonly coordinates: readonly number[];
  /** The numerical gradient there. */
  readonly gradapprox: Float64Array;
}

/** The likely mistake of each tensor that is incorrect, as far as the entries that were drawn show it; null for the others. */
export const diagnoseSampled = (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  totals: Aggregate,
  judgements: Judgements,
  threshold: number,
  drawn: readonly DrawnTensor[],
): (Diagnosis | null)[] => {
  const placeOf = placesIn(problem, () => lastWrongLayer(totals, judgements));
  return diagnoseTogether(problem, placeOf, (slot, tensor, place, factors) => {
    if (judgements.tensors[tensor]!.verdict !== 'incorrect') return null;
    const byGradient = diagnosisOfGradient(slot, grad, totals.tensors[tensor]!.nonFinite);
    if (byGradient) return byGradient;
    const { coordinates, gradapprox } = drawn[tensor]!;
    const partOf = (vector: Float64Array) =>
      Float64Array.from(coordinates, (coordinate) => vector[coordinate]!);
    return explainDrawn(
      suspectTensor({
        name: slot.name,
        shape: slot.shape,
        partOf,
        theta: partOf(problem.theta),
        grad: partOf(grad),
        gradapprox,
        error: errorOf(totals.tensors[tensor]!, judgements.tensors[tensor]!),
        threshold,
        place,
        factors,
      }),
    );
  });
};

/** The kinds that any entries show, or which tensors are wrong. What the gradient alone shows is known of all of it. */
const SAMPLED = kinds.filter(({ evidence }) => evidence === 'entry' || evidence === 'layers');

/** The same without the L2 term, where the gradient alone doesn't show zeros. */
const SAMPLED_WITHOUT_L2 = kinds.filter(({ evidence }) => evidence === 'entry' || evidence === 'gradient');

/** What explains the entries that were drawn. */
const explainDrawn = (tensor: SuspectTensor): Diagnosis | null => {
  const diagnosis = explainBy(tensor, SAMPLED, SAMPLED_WITHOUT_L2);
  if (diagnosis === null) return null;
  const drawn = counted(tensor.grad.length, 'entry that was', 'entries that were');
  return { ...diagnosis, message: `${diagnosis.message} (by the ${drawn} drawn)` };
};
