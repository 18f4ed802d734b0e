/** Some entries of the gradient are NaN or infinite. */
export interface NonFiniteDiagnosis {
  readonly kind: 'non-finite';
  readonly message: string;
  /** The first such entry. */
  readonly index: readonly number[];
  /** How many there are. */
  readonly entries: number;
}

/** The likely bug, in words and with its evidence. */
export type Diagnosis = NonFiniteDiagnosis;
