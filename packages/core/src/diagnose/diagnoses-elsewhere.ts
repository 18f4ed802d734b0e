import type { TensorSlot } from '@gradproof/flatteners';
import { type Diagnosis, kindOf } from './diagnosis.ts';
import { staleBy } from './kinds/stale.ts';

/**
 * The diagnoses where it turned out that the gradient is right at θ + step·grad: of before a step of gradient descent, `stale`, unless a tensor has a cause
 * of its own. `step`: null where it is right nowhere that is known.
 */
export const diagnosesElsewhere = (
  tensors: readonly TensorSlot[],
  diagnoses: readonly (Diagnosis | null)[],
  step: number | null,
): (Diagnosis | null)[] =>
  diagnoses.map((diagnosis, tensor) => {
    if (diagnosis === null || step === null || step <= 0) return diagnosis;
    return kindOf(diagnosis).identifies === 'cause' ? diagnosis : staleBy(tensors[tensor]!.name, step);
  });
