import type { ParameterTree } from '@gradproof/flatteners';

/** What a function of yours may return: at once, or in time. */
export type Awaitable<Value> = Value | Promise<Value>;

/** The gradient itself, or a function that computes it: in the form of the parameters; names may carry the exercise's d: dW1 for W1. */
export type GradientOf<Parameters> = ParameterTree | ((parameters: Parameters) => Awaitable<ParameterTree>);

/** A cost function, its parameters, and the gradient that is to be proved right. */
export interface GradientProblem<Parameters extends ParameterTree = ParameterTree> {
  /** Numbers, arrays, typed arrays and tensors, nested as you hold them. */
  readonly parameters: Parameters;
  /** J of parameters of the same form (a Float32Array comes as a Float64Array: a small step doesn't survive float32). */
  readonly cost: (parameters: Parameters) => Awaitable<number>;
  /** J of many parameters at once, in their order: for those who evaluate a batch faster than one after the other. */
  readonly costs?: ((parameters: readonly Parameters[]) => Awaitable<ArrayLike<number>>) | undefined;
  readonly gradient: GradientOf<Parameters>;
}

/**
 * The losses of the examples in place of their sum: they are summed in float64, as if exactly, which leaves a float32 cost a half of its noise or less. Where J is
 * their mean, or has another term, give it so: each loss over m, the term as one loss more.
 */
export interface LossesProblem<Parameters extends ParameterTree = ParameterTree> extends Omit<
  GradientProblem<Parameters>,
  'cost' | 'costs'
> {
  /** Numbers of which J is the sum: PyTorch's reduction='none', with the gradient that reduction='sum' has. */
  readonly losses: (parameters: Parameters) => Awaitable<ArrayLike<number>>;
}

/** The same where only the batched cost is there. */
export interface BatchedProblem<Parameters extends ParameterTree = ParameterTree> extends Omit<
  GradientProblem<Parameters>,
  'cost' | 'costs'
> {
  readonly costs: (parameters: readonly Parameters[]) => Awaitable<ArrayLike<number>>;
}

/** A cost and its gradient that come out of one function. */
export interface JointProblem<Parameters extends ParameterTree = ParameterTree> {
  readonly parameters: Parameters;
  readonly costAndGradient: (
    parameters: Parameters,
  ) => Awaitable<{ readonly cost: number; readonly gradient: ParameterTree }>;
  /** Where the cost alone is cheaper; otherwise costAndGradient gives it. */
  readonly cost?: ((parameters: Parameters) => Awaitable<number>) | undefined;
  readonly costs?: ((parameters: readonly Parameters[]) => Awaitable<ArrayLike<number>>) | undefined;
}

/** A function with many outputs y = f(θ). Its cost is r·y with seeded random r over the sizes of y at θ; `jacobian` checks ∂y/∂θ entry by entry instead. */
interface Outputs<Parameters extends ParameterTree, Values extends ParameterTree> {
  readonly parameters: Parameters;
  /** y: numbers, arrays, typed arrays and tensors, nested as you hold them. */
  readonly outputs: (parameters: Parameters) => Awaitable<Values>;
  readonly jacobian?: boolean | undefined;
}

/** Outputs with their vector–Jacobian product (reverse mode), which is to be proved right. */
export interface VjpProblem<
  Parameters extends ParameterTree = ParameterTree,
  Values extends ParameterTree = ParameterTree,
> extends Outputs<Parameters, Values> {
  /** vᵀ·∂y/∂θ, in the form of the parameters, for v in the form of the outputs. */
  readonly vjp: (parameters: Parameters, cotangent: Values) => Awaitable<ParameterTree>;
}

/** Outputs with their Jacobian–vector product (forward mode), which is to be proved right. */
export interface JvpProblem<
  Parameters extends ParameterTree = ParameterTree,
  Values extends ParameterTree = ParameterTree,
> extends Outputs<Parameters, Values> {
  /** ∂y/∂θ·v, in the form of the outputs, for v in the form of the parameters. Called once a coordinate. */
  readonly jvp: (parameters: Parameters, tangent: Parameters) => Awaitable<ParameterTree>;
}

/** A function of θ and the derivative that is to be proved right, in one of the forms that people have them in. */
export type ProblemDefinition<
  Parameters extends ParameterTree = ParameterTree,
  Values extends ParameterTree = ParameterTree,
> =
  | GradientProblem<Parameters>
  | BatchedProblem<Parameters>
  | LossesProblem<Parameters>
  | JointProblem<Parameters>
  | VjpProblem<Parameters, Values>
  | JvpProblem<Parameters, Values>;
