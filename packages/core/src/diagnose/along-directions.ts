import type { Diagnosis } from './diagnosis.ts';
import type { TensorAlong } from './evidence/tensor-along.ts';
import type { ExplainedAlong } from './kinds/diagnosis-kind.ts';
import { kinds } from './kinds/kinds.ts';

/**
 * The simplest mistake, of those that can be undone entry by entry, after which the gradient agrees with J along every direction. Fresh
 * directions must confirm it: a fitted number takes one of those that it was fitted to.
 */
export const explainAlong = (tensor: TensorAlong): ExplainedAlong<Diagnosis> | null => {
  for (const kind of kinds) {
    const explained = kind.explainAlong?.(tensor);
    if (explained) return explained;
  }
  return null;
};
