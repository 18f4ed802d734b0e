import { expect, it } from 'vitest';
import type { CheckOptions } from '../contract/options.ts';
import type { ProblemDefinition } from '../define/definition.ts';
import { reportFromJson } from '../report/report-from-json.ts';
import { reportToJson } from '../report/report-to-json.ts';
import { checkGradient } from './check-gradient.ts';

const w = Float64Array.from({ length: 20 }, (_, k) => Math.sin(k + 1));
const cost = ({ w: at }: { w: Float64Array }): number => at.reduce((sum, x) => sum + x ** 3, 0);
const slopes = w.map((x) => 3 * x * x);

const precisionOf = async (
  definition: Partial<ProblemDefinition<{ w: Float64Array }>>,
  options: CheckOptions = {},
) => {
  const problem = { parameters: { w }, cost, gradient: { w: slopes }, ...definition } as ProblemDefinition<{
    w: Float64Array;
  }>;
  const report = await checkGradient(problem, options);
  return reportFromJson(reportToJson(report)).gradientPrecision;
};

it.each<[string, Partial<ProblemDefinition<{ w: Float64Array }>>, CheckOptions, object]>([
  ['float64 numbers', {}, {}, { precision: 'float64', known: 'numbers' }],
  ['a Float32Array', { gradient: { w: Float32Array.from(slopes) } }, {}, { precision: 'float32', known: 'type' }],
  ['a Float32Array that a function returns', { gradient: () => ({ w: Float32Array.from(slopes) }) }, {}, { precision: 'float32', known: 'type' }],
  ['a tensor over a Float32Array', { gradient: { w: { shape: [20], data: Float32Array.from(slopes) } } }, {}, { precision: 'float32', known: 'type' }],
  ['float32 numbers in plain arrays', { gradient: { w: Array.from(slopes, Math.fround) } }, {}, { precision: 'float32', known: 'numbers' }],
  ['what is said', { gradient: { w: Float32Array.from(slopes) } }, { gradientPrecision: 'float64' }, { precision: 'float64', known: 'given' }],
])('a report says what its gradient is given in, and how that is known: %s', async (_what, definition, options, expected) => {
  expect(await precisionOf(definition, options)).toEqual(expected);
}); // prettier-ignore

const hasFloat16Array = 'Float16Array' in globalThis; // Node.js 24

it.skipIf(!hasFloat16Array)('takes a Float16Array where there are any, and finds what it hides', async () => {
  const half = Float16Array.from(slopes) as never;
  const report = await checkGradient({ parameters: { w }, cost, gradient: { w: half } });
  expect(report.gradientPrecision).toEqual({ precision: 'float16', known: 'type' });
  expect(report.findings!.map(({ kind }) => kind)).toContain('gradient-precision');
});

it('takes the coarsest type of mixed arrays', async () => {
  const report = await checkGradient({
    parameters: { w, b: 2 },
    cost: ({ w: at, b }) => cost({ w: at }) + b * b,
    gradient: { w: slopes, b: { shape: [], data: Float32Array.of(4) } as never },
  });
  expect(report.gradientPrecision).toEqual({ precision: 'float32', known: 'type' });
});
