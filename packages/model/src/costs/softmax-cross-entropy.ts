import { softmaxCrossEntropyIncrement } from './softmax-increment.ts';
import type { Cost } from './cost.ts';

/** The last rounding of Σₖ e^zₖ, of which the logarithm may be much smaller: of 1 + 10⁻¹², say. */
const ROUNDING = 2 ** -53;

/**
 * Σₖ yₖ·log Σₖ e^zₖ − Σₖ yₖ zₖ = −Σₖ yₖ·log softmax(z)ₖ, both terms relative to the largest logit. Labels may be soft: their sum is carried, since
 * that of rounded numbers isn't 1.
 */
export const softmaxCrossEntropy: Cost = {
  lastActivation: 'softmax',
  value: (z, _a, y, units, examples, example) => {
    let largest = -Infinity;
    for (let k = 0; k < units; k++) largest = Math.max(largest, z[k * examples + example]!);
    let partition = 0;
    let target = 0;
    let total = 0;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      partition += Math.exp(z[at]! - largest);
      target += y[at]! * (z[at]! - largest);
      total += y[at]!;
    }
    return total * Math.log(partition) - target;
  },
  increment: (z, _a, y, delta, units, examples, example) => {
    const column = (values: Float64Array) =>
      Array.from({ length: units }, (_, k) => values[k * examples + example]!);
    return softmaxCrossEntropyIncrement(column(z), column(y), column(delta));
  },
  roundOff: (_z, _a, y) => ROUNDING * y,
  derivative: (a, y, total) => a * total - y,
};
