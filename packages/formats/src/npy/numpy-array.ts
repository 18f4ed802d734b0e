import type { Tensor } from '@gradproof/model';

/** An array out of a file, as float64, and what it was saved as. */
export interface NumpyArray extends Tensor {
  /** NumPy's name: float32, int64, … */
  readonly dtype: string;
}
