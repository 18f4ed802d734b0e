import { type CostName, InputError, type Tensor } from '@gradproof/model';
import { entryName } from './assert-finite.ts';

const refuseBadProbabilities = (Y: Tensor, cost: CostName): void => {
  const at = Y.data.findIndex((label) => !(label >= 0 && label <= 1));
  if (at < 0) return;
  throw new InputError(`${entryName('Y', Y.shape, at)} is ${Y.data[at]}; labels of ${cost} lie from 0 to 1.`);
};

/** How far labels' sum may be from 1: sixteen roundings of float32, 2⁻²⁴ each. */
const SUM_TO = 1e-6;

const PER_COLUMN = 'labels of softmax-cross-entropy are probabilities: those of each column sum to 1';

const refuseOtherThanOne = ({ shape, data }: Tensor): void => {
  const [classes, examples] = shape as [number, number];
  for (let example = 0; example < examples; example++) {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += data[k * examples + example]!;
    if (Math.abs(sum - 1) <= SUM_TO) continue;
    throw new InputError(
      `Column ${example} of Y sums to ${sum}; ${PER_COLUMN} (to ${SUM_TO}). An example is a column.`,
    );
  }
};

/**
 * Asserts that labels are what the cost is defined for: probabilities, in columns that sum to 1 for softmax-cross-entropy. Any numbers will do for mean-squared-error.
 *
 * @param Y The labels, [n_L, m]: an example is a column.
 * @param cost Which cost they are for.
 * @throws InputError for a label outside 0 … 1 (binary-cross-entropy, softmax-cross-entropy), or a column that doesn't sum to 1 within 10⁻⁶
 * (softmax-cross-entropy).
 * @example
 * ```ts
 * import { assertLabels, InputError } from '@gradproof/core';
 *
 * const labels = { shape: [1, 3], data: Float64Array.of(0, 1, 2) };
 * assertLabels(labels, 'mean-squared-error');
 * try {
 *   assertLabels(labels, 'binary-cross-entropy');
 * } catch (error) {
 *   console.log(error instanceof InputError && error.message.includes('Y[0,2] is 2')); // true
 * }
 * ```
 */
export const assertLabels = (Y: Tensor, cost: CostName): void => {
  switch (cost) {
    case 'binary-cross-entropy':
      return refuseBadProbabilities(Y, cost);
    case 'softmax-cross-entropy':
      refuseBadProbabilities(Y, cost);
      return refuseOtherThanOne(Y);
    case 'mean-squared-error':
      return;
  }
};
