import type { Check } from '../../contract/check.ts';
import {
  type ClaimPrecision,
  coarsestOf,
  type GradientPrecision,
} from '../../contract/gradient-precision.ts';
import { precisionOfNumbers } from './precision-of-numbers.ts';

/**
 * In which precision the gradient is claimed, and how that is known: as it was given; else by its arrays' type and by its numbers, whichever is coarser
 * (bfloat16 numbers come in float32 arrays, since NumPy has no bfloat16, and anything in float64 ones).
 */
export const claimPrecisionOf = ({
  grad,
  gradientPrecision,
}: Pick<Check, 'grad' | 'gradientPrecision'>): ClaimPrecision => {
  if (gradientPrecision?.known === 'given') return gradientPrecision;
  const ofNumbers: GradientPrecision = precisionOfNumbers(grad);
  const ofType = gradientPrecision?.precision;
  if (ofType !== undefined && coarsestOf([ofType, ofNumbers]) === ofType)
    return { precision: ofType, known: 'type' };
  return { precision: ofNumbers, known: 'numbers' };
};
