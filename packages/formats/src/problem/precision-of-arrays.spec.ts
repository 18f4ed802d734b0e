import { expect, it } from 'vitest';
import { precisionOfArrays } from './precision-of-arrays.ts';

const arrays = (...dtypes: string[]) =>
  new Map(dtypes.map((dtype, at) => [`dW${at}`, { shape: [1], data: new Float64Array(1), dtype }]));

it.each([
  [['float32', 'float32'], { precision: 'float32', known: 'type' }],
  [['float64', 'float16', 'float32'], { precision: 'float16', known: 'type' }],
  [['float64', 'float64'], undefined],
  [['int64', 'bool'], undefined],
])('of %j is %j', (dtypes, expected) => {
  expect(precisionOfArrays(arrays(...dtypes), undefined)).toEqual(expected);
});

it('is what problem.json says, if it says it', () => {
  expect(precisionOfArrays(arrays('float32'), 'bfloat16')).toEqual({ precision: 'bfloat16', known: 'given' });
});
