import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import type { Judgement, Judgements } from '../judge/judge-evidence.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** At least so many tensors are wrong: the cause of a single one may lie in it alone. */
const LEAST_EVIDENCE = 2;

/**
 * The last wrong layer (from 1) of a network W1, b1, W2, b2, … where it and all earlier layers are wrong as a whole and all later ones
 * right; null where the mistakes lie otherwise, where a single tensor is wrong, or the network has a single layer.
 */
export const lastWrongLayer = (totals: Aggregate, judgements: Judgements): number | null => {
  const layers: ('wrong' | 'right' | 'mixed')[] = [];
  for (let at = 0; at < totals.tensors.length; at += 2) {
    const ofLayer = [at, at + 1].map(
      (tensor) => [totals.tensors[tensor]!, judgements.tensors[tensor]!] as const,
    );
    layers.push(stateOf(ofLayer));
  }
  const firstRight = layers.findIndex((state) => state !== 'wrong');
  const last = firstRight < 0 ? layers.length : firstRight;
  const isClean = layers.slice(last).every((state) => state === 'right');
  const wrong = judgements.tensors.filter(({ verdict }) => verdict === 'incorrect').length;
  return layers.length > 1 && isClean && wrong >= LEAST_EVIDENCE ? last : null;
};

/** wrong: every tensor of the layer that isn't zero is incorrect; right: none is; mixed: neither, so that the mistake is that tensor's alone. */
const stateOf = (tensors: readonly (readonly [TensorTotals, Judgement])[]): 'wrong' | 'right' | 'mixed' => {
  const incorrect = tensors.filter(([, { verdict }]) => verdict === 'incorrect');
  if (incorrect.length === 0) return 'right';
  const nonZero = tensors.filter(([totals]) => !isZero(totals));
  return incorrect.length === nonZero.length ? 'wrong' : 'mixed';
};

/** Whether both gradients are zero, which says nothing about the layer. */
const isZero = ({ grad, gradapprox }: TensorTotals): boolean => norm(grad) === 0 && norm(gradapprox) === 0;
