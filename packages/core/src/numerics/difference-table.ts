import { SAME_NOISE } from './safety-factors.ts';
import { largestOf } from './vectors.ts';

/**
 * The standard deviation of the noise in values of a function at evenly spaced points, from its table of differences
 * (Hamming 1971; Moré and Wild, "Estimating computational noise", 2011): differences of a smooth function die out
 * with their order, those of noise do not. 0 when the values are all the same; null when the table doesn't settle.
 */
export const noiseOfTable = (values: Float64Array): number | null => {
  const largest = largestOf(values);
  if (largest === 0) return 0;
  const scale = 2 ** Math.floor(Math.log2(largest)); // squares of values beyond 1e±154 would overflow or underflow
  const sigma = noiseOfScaled(values.map((value) => value / scale));
  return sigma === null ? null : sigma * scale;
};

const noiseOfScaled = (values: Float64Array): number | null => {
  const table = levels(values);
  if (table.every(({ sigma }) => sigma === 0)) return 0;
  for (let k = 0; k + 2 < table.length; k++) {
    const three = table.slice(k, k + 3).map(({ sigma }) => sigma);
    const settled = Math.max(...three) <= SAME_NOISE * Math.min(...three);
    if (settled && table[k]!.changesSign) return three[0]!;
  }
  return null;
};

/** γₖ = (k!)² / (2k)!: the k-th difference of independent noise of variance σ² has variance σ²/γₖ. */
const gamma = (order: number): number => {
  let value = 1;
  for (let k = 1; k <= order; k++) value *= k / (2 * (2 * k - 1));
  return value;
};

interface Level {
  readonly sigma: number;
  readonly changesSign: boolean;
}

const differencesOf = (values: Float64Array): Float64Array =>
  values.subarray(1).map((value, i) => value - values[i]!);

const levels = (values: Float64Array): Level[] => {
  const table: Level[] = [];
  let differences = values;
  for (let order = 1; order < values.length; order++) {
    differences = differencesOf(differences);
    const meanSquare = differences.reduce((sum, d) => sum + d * d, 0) / differences.length;
    table.push({
      sigma: Math.sqrt(gamma(order) * meanSquare),
      changesSign: differences.some((d) => d > 0) && differences.some((d) => d < 0),
    });
  }
  return table;
};
