import type { TensorSlot } from '@gradproof/flatteners';
import type { Aggregate } from '../aggregate.ts';
import type { Check } from '../check-problem.ts';
import { norm } from '../norms/sum-of-squares.ts';
import type { Problem } from '../problem.ts';
import type { Judgements } from '../verdict/judge.ts';
import { diagnoseAtKinks } from './diagnose-at-kinks.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { LayerPlace } from './layer-place.ts';
import { createNetworkReplay } from './network-replay.ts';
import { suspectTensor } from './suspect-tensor.ts';
import type { Suspect } from './suspects.ts';
import { lastWrongLayer } from './wrong-layers.ts';

/** gradapprox of the tensor: the suspects' own, grad elsewhere, where the two agree. */
const gradapproxOf = (
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

/** Finds each tensor's place in a layered network, W1, b1, W2, b2, …; null for a function's. */
const placesIn = (
  problem: Problem,
  totals: Aggregate,
  judgements: Judgements,
): ((tensor: number) => LayerPlace | null) => {
  if (problem.kind !== 'layered') return () => null;
  const { network, X } = problem;
  const [features, examples] = X.shape as [number, number];
  const common = {
    units: [features, ...network.layers.map(({ units }) => units)],
    examples,
    l2: network.l2,
    wrongUpTo: lastWrongLayer(totals, judgements),
    replay: createNetworkReplay(problem),
  };
  return (tensor) => ({
    ...common,
    layer: Math.floor(tensor / 2) + 1,
    role: tensor % 2 === 0 ? 'weights' : 'biases',
  });
};

/** A diagnosis for each tensor that is incorrect, in the layout's order; null for the others. The same for every sharding. */
export const diagnoseAll = (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  totals: Aggregate,
  judgements: Judgements,
  threshold: number,
): (Diagnosis | null)[] => {
  const placeOf = placesIn(problem, totals, judgements);
  return problem.layout.tensors.map((slot, tensor) => {
    const { verdict, numericalError } = judgements.tensors[tensor]!;
    if (verdict !== 'incorrect') return null;
    const sums = totals.tensors[tensor]!;
    const { name, shape, offset, size } = slot;
    return diagnoseAtKinks(
      suspectTensor({
        name,
        shape,
        offset,
        theta: problem.theta.subarray(offset, offset + size),
        grad: grad.subarray(offset, offset + size),
        gradapprox: gradapproxOf(slot, grad, totals.suspects),
        error: numericalError * (norm(sums.grad) + norm(sums.gradapprox)),
        threshold,
        place: placeOf(tensor),
      }),
      totals.kinks.oneSided.count,
    );
  });
};
