/** One tensor's place in the parameter vector. */
export interface TensorSlot {
  readonly name: string;
  readonly shape: readonly number[];
  /** Index of its first number in the vector. */
  readonly offset: number;
  /** How many numbers it has. */
  readonly size: number;
}

/** Where each named tensor lies in one vector: in declared order, each row-major, without gaps. */
export interface Layout {
  readonly tensors: readonly TensorSlot[];
  /** P, the vector's length. */
  readonly size: number;
}
