import {
  type DifferentiateOptions,
  differentiateProblem,
  type NumericalGradient,
  type ScalarFunction,
} from '@gradproof/core';
import { type Layout, layoutOf } from '@gradproof/flatteners';

/** Numerical gradients of a problem's functions, one after the other in one vector. */
export interface NumericalGradients extends Pick<NumericalGradient, 'gradapprox' | 'method' | 'epsilon'> {
  /** Tensors are called `W`, or `y[2] by W` where there are many outputs. */
  readonly layout: Layout;
  /** How many coordinates stand at a kink. */
  readonly oneSided: number;
}

/** Differentiates each of the functions. Throws what differentiateProblem does. */
export const differentiateFunctions = async (
  functions: readonly ScalarFunction[],
  options: DifferentiateOptions,
): Promise<NumericalGradients> => {
  const layout = layoutOf(functions.flatMap(tensorsOf));
  const gradapprox = new Float64Array(layout.size);
  const gradients: NumericalGradient[] = [];
  let start = 0;
  for (const { problem } of functions) {
    const gradient = await differentiateProblem(problem, options);
    gradients.push(gradient);
    gradapprox.set(gradient.gradapprox, start);
    start += problem.layout.size;
  }
  const { method, epsilon } = gradients[0]!;
  const oneSided = gradients.reduce((sum, gradient) => sum + gradient.oneSided.length, 0);
  return { layout, gradapprox, method, epsilon, oneSided };
};

/** The tensors of a function under names that are unique among all functions. */
const tensorsOf = (scalar: ScalarFunction) =>
  scalar.problem.layout.tensors.map((tensor) => ({
    name: scalar.kind === 'whole' ? tensor.name : `${scalar.name} by ${tensor.name}`,
    shape: tensor.shape,
  }));
