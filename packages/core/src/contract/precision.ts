/** How precise the slopes of a noisy J must be to be of use. */
export interface PrecisionNeeded {
  /** An error of each entry that is small enough, [P]: the same for all of a tensor. */
  readonly needed: Float64Array;
  /** Whether J has many kinks. */
  readonly amongKinks: boolean;
  readonly evaluations: number;
}
