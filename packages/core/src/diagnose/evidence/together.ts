import type { SuspectTensor } from './suspect-tensor.ts';

/** Both gradients of a tensor beside the one that is diagnosed. */
export interface GradientPart {
  readonly name: string;
  /** [size], row-major. */
  readonly grad: Float64Array;
  readonly gradapprox: Float64Array;
  /** Whether its gradient is incorrect. */
  readonly isWrong: boolean;
  /** Whether it is known to be right; a tensor that is neither shows nothing. */
  readonly isRight: boolean;
  /** ‖error of gradapprox‖, at the most. */
  readonly error: number;
}

/** All tensors of a gradient, for mistakes that concern more than one of them. */
export interface Together {
  /** In the layout's order. */
  readonly parts: readonly GradientPart[];
  /** All of them as if they were one tensor, [P]. */
  readonly whole: () => SuspectTensor;
}
