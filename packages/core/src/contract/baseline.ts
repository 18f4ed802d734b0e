import type { Control } from './control.ts';
import type { Finding } from './finding.ts';
import type { PrecisionNeeded } from './precision.ts';
import type { Problem } from './problem.ts';

/** J(θ), the noise of J that propagates into its differences, and (incremental) the second opinion that a sample is compared with. */
export interface Baseline {
  /** The problem as it is differentiated: a function's cost says where it threw. */
  readonly problem: Problem;
  readonly cost: number;
  /** Standard deviation of J's noise. */
  readonly costNoise: number;
  /** The same as far as judging must allow for it: 0 where increments don't cancel, or where entries bring their own bounds. */
  readonly noiseAllowance: number;
  /** How large J's values are, where steps are searched: |J(θ)|, or what it changes by over a short step where that is more. */
  readonly size?: number | undefined;
  /** Whether J rounds its parameters to float32, where steps are searched. */
  readonly single?: boolean | undefined;
  /** How precise the slopes of a noisy J must be, where steps are searched. */
  readonly precision?: PrecisionNeeded | undefined;
  readonly evaluations: number;
  /** Of one evaluation of J; 0 where it wasn't measured. */
  readonly seconds: number;
  readonly control: Control | null;
  readonly sample: readonly number[];
  readonly findings: readonly Finding[];
}
