import { diagnose } from './diagnose.ts';
import { type Diagnosis, kindOf } from './diagnosis.ts';
import { allowedResidual, suspectTensor, type SuspectTensor } from './evidence/suspect-tensor.ts';

/**
 * At a kink gradapprox is what lies nearest to grad between the one-sided derivatives, which may hide the cause: grad was computed with the
 * derivative that backward propagation takes there. Where gradapprox identifies no cause, that derivative is tried. `oneSided`: how many entries are at kinks.
 */
export const diagnoseAtKinks = (tensor: SuspectTensor, oneSided: number): Diagnosis => {
  const nearest = diagnose(tensor);
  if (identifiesCause(nearest)) return nearest;
  const propagated = withPropagatedEntries(tensor, oneSided);
  if (propagated === null) return nearest;
  const diagnosis = diagnose(propagated);
  return identifiesCause(diagnosis) ? diagnosis : nearest;
};

const identifiesCause = (diagnosis: Diagnosis): boolean => kindOf(diagnosis).identifies === 'cause';

/** The tensor with backward propagation's entries where a unit stands at its kink; null where there are none, or more than `oneSided`. */
const withPropagatedEntries = (tensor: SuspectTensor, oneSided: number): SuspectTensor | null => {
  const { place, partOf, gradapprox } = tensor;
  if (place === null || oneSided === 0) return null;
  const propagated = partOf(place.replay.gradient());
  const allowed = allowedResidual(tensor, tensor.norms.gradapprox); // but for those at kinks the two agree to rounding
  let others = 0;
  const replaced = gradapprox.map((a, i) => {
    if (Math.abs(a - propagated[i]!) <= allowed) return a;
    others++;
    return propagated[i]!;
  });
  return others === 0 || others > oneSided ? null : suspectTensor({ ...tensor, gradapprox: replaced });
};
