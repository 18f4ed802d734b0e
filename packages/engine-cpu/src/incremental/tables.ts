import { elementwiseActivations, nearIncrements, type ActivationName, type CostName } from '@gradproof/model';

const { sigmoid } = elementwiseActivations;

/** How many tables a layer of this activation has: z, and those above. */
export const activationTables = (activation: ActivationName): number =>
  activation === 'softmax' ? 1 : 1 + nearIncrements[activation].tables.length;

/** How many tables a cost has: costs.ts of the kernels. */
export const COST_TABLES: Readonly<Record<CostName, number>> = {
  'binary-cross-entropy': 4,
  'softmax-cross-entropy': 3,
  'mean-squared-error': 1,
};

/** Fills the tables after z, each `size` numbers, from the z at `tables`. Lanes without an example keep what f makes of 0. */
export const fillActivationTables = (
  activation: ActivationName,
  tables: Float64Array,
  size: number,
): void => {
  if (activation === 'softmax') return;
  for (const [index, table] of nearIncrements[activation].tables.entries()) {
    const to = (index + 1) * size;
    for (let at = 0; at < size; at++) tables[to + at] = table(tables[at]!);
  }
};

/**
 * The cost's tables, each `size` numbers: z, y, σ(z), σ(−z) · z, y, softmax(z) · a − y. All arrays in the layout of panels.
 */
export const costTables = (
  cost: CostName,
  z: Float64Array,
  a: Float64Array,
  y: Float64Array,
): Float64Array => {
  const size = z.length;
  const tables = new Float64Array(COST_TABLES[cost] * size);
  if (cost === 'mean-squared-error') {
    for (let at = 0; at < size; at++) tables[at] = a[at]! - y[at]!;
    return tables;
  }
  tables.set(z);
  tables.set(y, size);
  if (cost === 'softmax-cross-entropy') tables.set(a, 2 * size);
  else {
    for (let at = 0; at < size; at++) {
      tables[2 * size + at] = sigmoid.value(z[at]!);
      tables[3 * size + at] = sigmoid.value(-z[at]!);
    }
  }
  return tables;
};
