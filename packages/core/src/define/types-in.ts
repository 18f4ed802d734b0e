import type { GradientPrecision } from '../contract/gradient-precision.ts';

/** Typed arrays that say in which precision their numbers were computed. By name: a test runner's realm has arrays of its own. */
const PRECISIONS: Readonly<Record<string, GradientPrecision>> = {
  '[object Float64Array]': 'float64',
  '[object Float32Array]': 'float32',
  '[object Float16Array]': 'float16',
};

/** The precisions of the typed arrays in a tree of parameters that was found to be one; plain numbers say nothing. */
export const typesIn = (tree: unknown): readonly GradientPrecision[] => {
  if (typeof tree !== 'object' || tree === null) return [];
  if (ArrayBuffer.isView(tree)) {
    const precision = PRECISIONS[Object.prototype.toString.call(tree)];
    return precision ? [precision] : [];
  }
  if (Array.isArray(tree) && typeof tree[0] === 'number') return []; // an array of numbers, which may be long
  return [...new Set(Object.values(tree).flatMap(typesIn))];
};
