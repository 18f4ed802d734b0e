import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { allowedResidual, suspectTensor, type SuspectTensor } from './suspect-tensor.ts';

/** Explanations that say where grad is wrong rather than how. */
const OF_PLACES: readonly Diagnosis['kind'][] = ['upstream', 'entries', 'unexplained'];

/** The tensor with backward propagation's own entries where a unit stands at its kink; null where there are none, or more than `oneSided`. */
const withOwnEntries = (tensor: SuspectTensor, oneSided: number): SuspectTensor | null => {
  const { place, partOf, gradapprox } = tensor;
  if (place === null || oneSided === 0) return null;
  const own = partOf(place.replay.gradient());
  const allowed = allowedResidual(tensor, tensor.norms.gradapprox); // but for those at kinks the two agree to rounding
  let others = 0;
  const replaced = gradapprox.map((a, i) => {
    if (Math.abs(a - own[i]!) <= allowed) return a;
    others++;
    return own[i]!;
  });
  return others === 0 || others > oneSided ? null : suspectTensor({ ...tensor, gradapprox: replaced });
};

/**
 * At a kink gradapprox is whatever lies nearest to grad, which may hide how grad came about: that began with the derivative that backward
 * propagation takes there. Where gradapprox tells no more than the places, that one is tried. `oneSided`: how many entries are at kinks.
 */
export const diagnoseAtKinks = (tensor: SuspectTensor, oneSided: number): Diagnosis => {
  const nearest = diagnose(tensor);
  if (!OF_PLACES.includes(nearest.kind)) return nearest;
  const other = withOwnEntries(tensor, oneSided);
  if (other === null) return nearest;
  const found = diagnose(other);
  return OF_PLACES.includes(found.kind) ? nearest : found;
};
