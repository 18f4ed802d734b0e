import type { Layout } from '@gradproof/flatteners';
import type { Finding } from '../contract/finding.ts';

/** What makes the point unsuitable for a check: every parameter is 0, or all units are the same. */
export const findingsOfPoint = (layout: Layout, theta: Float64Array): Finding[] => {
  if (theta.length > 1 && theta.every((value) => value === 0))
    return [
      {
        kind: 'all-zero',
        message:
          'Every parameter is 0: many mistakes are invisible there (factors of 0, units that are all the same). Check at a random point.',
      },
    ];
  return symmetric(layout, theta);
};

const symmetric = (layout: Layout, theta: Float64Array): Finding[] =>
  layout.tensors.flatMap(({ name, shape, offset, size }): Finding[] => {
    const [rows] = shape;
    if (shape.length !== 2 || rows === undefined || rows < 2 || size === rows) return [];
    if (!rowsAreEqual(theta.subarray(offset, offset + size), rows)) return [];
    return [
      {
        kind: 'symmetric',
        tensor: name,
        message: `All ${rows} rows of ${name} are the same: its units are indistinguishable at this point, so that a gradient that confuses them would pass. Check at a random point.`,
      },
    ];
  });

/** True when every row of the matrix is the first, so that its units are indistinguishable. */
const rowsAreEqual = (values: Float64Array, rows: number): boolean => {
  const width = values.length / rows;
  return values.every((value, at) => value === values[at % width]);
};
