import { costs, createForwardPass, elementwiseActivations } from '@gradproof/model';
import type { LayeredProblem, Problem } from '../contract/problem.ts';
import type { Aggregate, Totals } from '../contract/sums.ts';
import { BACKWARD_ROUNDING } from '../numerics/round-off.ts';
import { exactNorm, norm } from '../numerics/sum-of-squares.ts';
import { type Judgement, type Judgements, RESOLUTION } from './judge.ts';

/** |Wᵀ|·E: the sizes of the terms that the errors of the layer before, [inputs, m], are sums of. */
const termsBefore = (
  weights: Float64Array,
  units: number,
  inputs: number,
  terms: Float64Array,
): Float64Array => {
  const examples = terms.length / units;
  const before = new Float64Array(inputs * examples);
  for (let unit = 0; unit < units; unit++)
    for (let input = 0; input < inputs; input++) {
      const weight = Math.abs(weights[unit * inputs + input]!);
      for (let r = 0; r < examples; r++)
        before[input * examples + r]! += weight * terms[unit * examples + r]!;
    }
  return before;
};

/**
 * ‖rounding of a right gradient‖ by tensor, W1, b1, W2, …: backward propagation with the size of each term in the place of the term, |a| + |y|
 * for a − y, so that nothing cancels. ‖dW‖ ≤ ‖E‖·‖A‖/m + λ/m·‖W‖, ‖db‖ ≤ ‖E‖·√m/m.
 */
export const gradientRounding = ({ network, theta, X, Y }: LayeredProblem): number[] => {
  const forward = createForwardPass(network, X, Y);
  forward.cost(theta);
  const examples = X.shape[1]!;
  const slopesOf = (index: number): ((z: number) => number) => {
    const { activation } = network.layers[index]!;
    return activation === 'softmax' ? () => 1 : elementwiseActivations[activation].derivative;
  };
  const last = network.layers.length - 1;
  let terms = forward.activations[last]!.map((a, at) => Math.abs(a) + Math.abs(Y.data[at]!));
  if (costs[network.cost].lastActivation === null)
    terms = terms.map((term, at) => term * Math.abs(slopesOf(last)(forward.preActivations[last]![at]!)));
  const rounding: number[] = [];
  for (let index = last; index >= 0; index--) {
    const { units, inputs, weights } = forward.places[index]!;
    const weightValues = theta.subarray(weights, weights + units * inputs);
    const a = index === 0 ? X.data : forward.activations[index - 1]!;
    const size = exactNorm(terms);
    rounding[2 * index] =
      (BACKWARD_ROUNDING * (size * exactNorm(a) + network.l2 * exactNorm(weightValues))) / examples;
    rounding[2 * index + 1] = (BACKWARD_ROUNDING * size) / Math.sqrt(examples);
    if (index === 0) break;
    const z = forward.preActivations[index - 1]!;
    const slope = slopesOf(index - 1);
    terms = termsBefore(weightValues, units, inputs, terms).map((term, at) => term * Math.abs(slope(z[at]!)));
  }
  return rounding;
};

/** The tensor again, whose right gradient may be off by so much. */
const judgeRounded = (
  judgement: Judgement,
  totals: Totals,
  threshold: number,
  rounding: number,
): Judgement => {
  if (judgement.verdict !== 'incorrect') return judgement;
  const [grad, gradapprox] = [norm(totals.grad), norm(totals.gradapprox)];
  const scale = grad + gradapprox;
  const error = judgement.numericalError * scale + rounding;
  if (!(norm(totals.residual) <= threshold * scale + error)) return judgement;
  const judgedAgain = { ...judgement, numericalError: error / scale };
  if (grad <= rounding && gradapprox <= rounding) return { ...judgedAgain, verdict: 'correct', isZero: true };
  return error / scale <= RESOLUTION
    ? { ...judgedAgain, verdict: 'correct' }
    : { ...judgedAgain, verdict: 'inconclusive', hindrance: 'round-off' };
};

/**
 * Increments know tiny gradients exactly, backward propagation may have them as a small difference of large terms (equal weights of a softmax, an output
 * that is as good as its label): what is incorrect by no more than that rounding is judged again.
 */
export const withRounding = (
  judgements: Judgements,
  totals: Aggregate,
  problem: Problem,
  threshold: number,
): Judgements => {
  if (problem.kind !== 'layered' || judgements.verdict !== 'incorrect') return judgements;
  const rounding = gradientRounding(problem);
  const tensors = judgements.tensors.map((judgement, index) =>
    judgeRounded(judgement, totals.tensors[index]!, threshold, rounding[index]!),
  );
  const has = (verdict: Judgement['verdict']) => tensors.some((judgement) => judgement.verdict === verdict);
  if (has('incorrect')) return { ...judgements, tensors };
  if (judgements.difference <= threshold && !has('inconclusive'))
    return { ...judgements, verdict: 'correct', tensors };
  const whole = judgeRounded(judgements, totals.overall, threshold, Math.hypot(...rounding));
  if (whole.verdict === 'incorrect') return { ...judgements, tensors };
  return { ...judgements, verdict: 'inconclusive', hindrance: 'round-off', tensors };
};
