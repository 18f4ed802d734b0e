import { type CostName, InputError, type Tensor } from '@gradproof/model';
import { entryName } from './assert-finite.ts';

const refuseBadProbabilities = (Y: Tensor): void => {
  const at = Y.data.findIndex((label) => !(label >= 0 && label <= 1));
  if (at < 0) return;
  throw new InputError(
    `${entryName('Y', Y.shape, at)} is ${Y.data[at]}; labels of binary-cross-entropy lie from 0 to 1.`,
  );
};

const refuseNotOneHot = ({ shape, data }: Tensor): void => {
  const [classes, examples] = shape as [number, number];
  for (let example = 0; example < examples; example++) {
    let ones = 0;
    for (let k = 0; k < classes; k++) {
      const label = data[k * examples + example]!;
      if (label === 1) ones++;
      else if (label !== 0) {
        throw new InputError(
          `Y[${k},${example}] is ${label}; labels of softmax-cross-entropy are one-hot: each column holds a single 1, and zeros.`,
        );
      }
    }
    if (ones === 1) continue;
    throw new InputError(
      `Column ${example} of Y holds ${ones} ones; labels of softmax-cross-entropy are one-hot: each column holds a single 1, and zeros.`,
    );
  }
};

/**
 * Asserts that labels are what the cost is defined for: probabilities, or one-hot columns. Any numbers will do for mean-squared-error.
 *
 * @param Y The labels, [n_L, m]: an example is a column.
 * @param cost Which cost they are for.
 * @throws InputError for a label outside 0 … 1 (binary-cross-entropy), or a column that isn't one-hot (softmax-cross-entropy).
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
      return refuseBadProbabilities(Y);
    case 'softmax-cross-entropy':
      return refuseNotOneHot(Y);
    case 'mean-squared-error':
      return;
  }
};
