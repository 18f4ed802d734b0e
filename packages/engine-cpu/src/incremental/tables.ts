import { type ActivationName, type CostName, elementwiseActivations } from '@gradproof/model';

const tablesOf = (activation: ActivationName) =>
  activation === 'softmax' ? [] : elementwiseActivations[activation].near.tables;

/** How many tables a layer of this activation has: z, and those that its closed form needs. */
export const activationTables = (activation: ActivationName): number => 1 + tablesOf(activation).length;

/** Fills the tables after z, each `size` numbers, from the z at `tables`. Lanes without an example keep what f makes of 0. */
export const fillActivationTables = (
  activation: ActivationName,
  tables: Float64Array,
  size: number,
): void => {
  for (const [index, table] of tablesOf(activation).entries()) {
    const to = (index + 1) * size;
    for (let at = 0; at < size; at++) tables[to + at] = table(tables[at]!);
  }
};

/** What an entry's z, a and y become. */
type CostTable = (z: number, a: number, y: number) => number;

const sigma = elementwiseActivations.sigmoid.value;
const logit: CostTable = (z) => z;
const target: CostTable = (_z, _a, y) => y;

/** The tables that each cost's kernel takes, in this order: z, y, σ(z), σ(−z) · z, y, softmax(z) · a − y. */
const COST_TABLES: Readonly<Record<CostName, readonly CostTable[]>> = {
  'binary-cross-entropy': [logit, target, (z) => sigma(z), (z) => sigma(-z)],
  'softmax-cross-entropy': [logit, target, (_z, a) => a],
  'mean-squared-error': [(_z, a, y) => a - y],
};

/** How many tables a cost has. */
export const costTableCount = (cost: CostName): number => COST_TABLES[cost].length;

/** The cost's tables, one after the other. z, a, y: of the last layer, in the layout of panels. */
export const costTables = (
  cost: CostName,
  z: Float64Array,
  a: Float64Array,
  y: Float64Array,
): Float64Array => {
  const tables = new Float64Array(COST_TABLES[cost].length * z.length);
  COST_TABLES[cost].forEach((table, index) => {
    const to = index * z.length;
    for (let at = 0; at < z.length; at++) tables[to + at] = table(z[at]!, a[at]!, y[at]!);
  });
  return tables;
};
