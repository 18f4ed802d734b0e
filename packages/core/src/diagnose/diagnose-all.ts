import type { TensorSlot } from '@gradproof/flatteners';
import type { Check } from '../contract/check.ts';
import type { Suspect } from '../contract/entries.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import type { Judgement, Judgements } from '../judge/judge-evidence.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import { diagnoseAtKinks } from './diagnose-at-kinks.ts';
import { diagnoseTogether } from './diagnose-together.ts';
import type { Diagnosis } from './diagnosis.ts';
import { placesIn } from './evidence/layer-place.ts';
import { suspectTensor, type SuspectTensor, type Together } from './evidence/suspect-tensor.ts';
import { lastWrongLayer } from './wrong-layers.ts';

/** A diagnosis for each tensor that is incorrect, in the layout's order; null for the others. The same for every sharding. */
export const diagnoseAll = (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  totals: Aggregate,
  judgements: Judgements,
  threshold: number,
): (Diagnosis | null)[] => {
  const placeOf = placesIn(problem, () => lastWrongLayer(totals, judgements));
  const together = togetherOf({ problem, grad }, totals, judgements, threshold);
  return diagnoseTogether(problem, placeOf, (slot, tensor, place, factors) => {
    if (judgements.tensors[tensor]!.verdict !== 'incorrect') return null;
    const { gradapprox } = together.parts[tensor]!;
    const error = errorOf(totals.tensors[tensor]!, judgements.tensors[tensor]!);
    const known = { theta: problem.theta, grad, gradapprox, place, error, threshold, factors, together };
    return diagnoseAtKinks(suspectOf(slot, known), totals.kinks.oneSided.count);
  });
};

/** Both gradients of all tensors. */
const togetherOf = (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  totals: Aggregate,
  judgements: Judgements,
  threshold: number,
): Together => {
  const { layout, theta } = problem;
  const parts = layout.tensors.map((slot, tensor) => ({
    name: slot.name,
    grad: grad.subarray(slot.offset, slot.offset + slot.size),
    gradapprox: gradapproxOf(slot, grad, totals.suspects),
    isWrong: judgements.tensors[tensor]!.verdict === 'incorrect',
    isRight: isSeenRight(totals.tensors[tensor]!, judgements.tensors[tensor]!),
    error: errorOf(totals.tensors[tensor]!, judgements.tensors[tensor]!),
  }));
  let whole: SuspectTensor | null = null;
  const wholeOf = (): SuspectTensor => {
    const gradapprox = new Float64Array(grad.length);
    parts.forEach((part, tensor) => gradapprox.set(part.gradapprox, layout.tensors[tensor]!.offset));
    const error = Math.hypot(...parts.map((part) => part.error));
    const shape = [grad.length];
    const partOf = (vector: Float64Array) => vector;
    return suspectTensor({ name: '', shape, partOf, theta, grad, gradapprox, error, threshold, place: null });
  };
  return { parts, whole: () => (whole ??= wholeOf()) };
};

/** Whether it is correct and not merely too small to show a mistake. */
const isSeenRight = (totals: TensorTotals, judgement: Judgement): boolean =>
  judgement.verdict === 'correct' && norm(totals.gradapprox) > errorOf(totals, judgement);

/** gradapprox of the tensor: that of the suspects; elsewhere grad, where the two agree. */
export const gradapproxOf = (
  { offset, size }: TensorSlot,
  grad: Float64Array,
  suspects: readonly Suspect[],
): Float64Array => {
  const gradapprox = grad.slice(offset, offset + size);
  for (const suspect of suspects) {
    if (suspect.start >= offset && suspect.start < offset + size)
      gradapprox.set(suspect.gradapprox, suspect.start - offset);
  }
  return gradapprox;
};

/** ‖error of gradapprox‖ that the verdict allowed for. */
export const errorOf = ({ grad, gradapprox }: TensorTotals, { numericalError }: Judgement): number =>
  numericalError * (norm(grad) + norm(gradapprox));

/** A whole tensor for its diagnosis. `known`: theta and grad of all parameters, [P]; gradapprox of the tensor, [size]. */
export const suspectOf = (
  { name, shape, offset, size }: TensorSlot,
  known: Pick<
    SuspectTensor,
    'theta' | 'grad' | 'gradapprox' | 'place' | 'error' | 'threshold' | 'factors' | 'together'
  >,
): SuspectTensor => {
  const partOf = (vector: Float64Array) => vector.subarray(offset, offset + size);
  const { theta, grad } = known;
  return suspectTensor({ ...known, name, shape, partOf, theta: partOf(theta), grad: partOf(grad) });
};
