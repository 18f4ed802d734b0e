/** The textbook's answer at one coordinate. */
export interface ControlMeasurement {
  readonly coordinate: number;
  readonly derivative: number;
  /** |D(2ε) − D(ε)|: three times the truncation of D(ε). */
  readonly truncation: number;
  /** |J(−2) − 4J(−1) + 6J(0) − 4J(1) + J(2)|: noise, since ε⁴J⁗ is far below it. */
  readonly fourth: number;
  readonly epsilon: number;
}

/** What gradapprox is compared with. */
export interface Control {
  /** J(θ). */
  readonly cost: number;
  /**
   * Differentiates J at the coordinates by the textbook formula; those that no step frees of kinks are left out. Needs nothing of the
   * incremental method and can run beside it.
   */
  readonly measure: (coordinates: readonly number[], signal?: AbortSignal) => Promise<ControlMeasurement[]>;
}
