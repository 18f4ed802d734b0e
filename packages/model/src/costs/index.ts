import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import type { Cost } from './cost.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** The costs by name. */
export const costs = {
  'binary-cross-entropy': binaryCrossEntropy,
  'softmax-cross-entropy': softmaxCrossEntropy,
  'mean-squared-error': meanSquaredError,
} as const satisfies Record<string, Cost>;

/** The name of a cost. */
export type CostName = keyof typeof costs;

/** Every cost's name. */
export const costNames = Object.keys(costs) as readonly CostName[];
