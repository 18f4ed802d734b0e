import { createForwardPass, layerErrors } from '@gradproof/model';
import type { LayeredProblem } from '../../contract/problem.ts';
import { TERM_ROUNDING } from '../../numerics/round-off.ts';

/**
 * How far rounding may move the slope of J along a direction, [P]: 64·u·√(Σ (sᵢᵣ·vᵢⱼ·Aⱼᵣ)²)/m, the errors of its terms being as good as
 * independent. The sizes of the terms count, not the slope: it may be a small difference of large terms, as where a network is trained. They
 * are taken from a backward pass of our own, which is used for nothing but the size of this error.
 */
export const createRoundingAlong = (problem: LayeredProblem): ((direction: Float64Array) => number) => {
  const examples = problem.X.shape[1]!;
  const decay = problem.network.l2;
  const layers = squaresOf(problem);
  return (direction) => {
    let sum = 0;
    for (const { weights, biases, inputs, responses, activations } of layers) {
      for (const [unit, response] of responses.entries()) {
        let moved = direction[biases + unit]! ** 2 * examples;
        for (let input = 0; input < inputs; input++) {
          const at = weights + unit * inputs + input;
          const v = direction[at]!;
          if (v === 0) continue;
          moved += v ** 2 * activations[input]!;
          sum += (decay * v * problem.theta[at]!) ** 2;
        }
        sum += response * moved;
      }
    }
    return (TERM_ROUNDING * Math.sqrt(sum)) / examples;
  };
};

/** ‖row‖² of each row of a matrix with rows of `length`. */
const squaredRows = (values: Float64Array, length: number): Float64Array => {
  const squares = new Float64Array(values.length / length);
  for (let at = 0; at < values.length; at++) squares[Math.floor(at / length)]! += values[at]! ** 2;
  return squares;
};

/** A layer's part of the slope along a direction is Σ sᵢ·(vᵢⱼ·Aⱼ + vᵢ) / m. */
interface LayerSquares {
  readonly weights: number;
  readonly biases: number;
  readonly inputs: number;
  /** ‖sᵢ‖² of each unit. */
  readonly responses: Float64Array;
  /** ‖Aⱼ‖² of each input. */
  readonly activations: Float64Array;
}

const squaresOf = ({ network, theta, X, Y }: LayeredProblem): LayerSquares[] => {
  const examples = X.shape[1]!;
  const forward = createForwardPass(network, X, Y);
  forward.cost(theta);
  return [...layerErrors(network, forward, theta, Y)].map(({ index, errors }) => {
    const { weights, biases, inputs } = forward.places[index]!;
    const a = index === 0 ? X.data : forward.activations[index - 1]!;
    return {
      weights,
      biases,
      inputs,
      responses: squaredRows(errors, examples),
      activations: squaredRows(a, examples),
    };
  });
};
