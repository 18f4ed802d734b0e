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

/** Throws InputError when the labels Y, [n_L, m], aren't what the cost is defined for: probabilities, or one-hot columns. */
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
