import type { Layout } from '@gradproof/flatteners';
import type { NetworkDescription, Tensor } from '@gradproof/model';

/** A layered network on its examples: J is described, so that an engine can differentiate it by its structure. */
export interface LayeredProblem {
  readonly kind: 'layered';
  readonly network: NetworkDescription;
  /** The parameters' places in theta: W1, b1, W2, b2, … */
  readonly layout: Layout;
  /** θ, [P]. Not changed by anyone. */
  readonly theta: Float64Array;
  /** Inputs, [n₀, m]: an example is a column. */
  readonly X: Tensor;
  /** Targets, [n_L, m]. */
  readonly Y: Tensor;
}

/** Any cost function of θ. */
export interface FunctionProblem {
  readonly kind: 'function';
  readonly layout: Layout;
  /** θ, [P]. Not changed by anyone. */
  readonly theta: Float64Array;
  /** J(θ). Must not keep or change the vector that it is given. */
  readonly cost: (theta: Float64Array) => number | Promise<number>;
  /** How many outputs J is made of, where that is known. */
  readonly outputs?: number | undefined;
  /** J at several points at once, in order, for those who can evaluate them faster together. */
  readonly costs?: ((thetas: readonly Float64Array[]) => Promise<ArrayLike<number>> | ArrayLike<number>) | undefined; // prettier-ignore
}

/** What is differentiated. */
export type Problem = LayeredProblem | FunctionProblem;
