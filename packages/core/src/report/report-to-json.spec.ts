import { describe, expect, it } from 'vitest';
import { reportFromJson } from './report-from-json.ts';
import { reportToJson } from './report-to-json.ts';
import type { Report } from './report.ts';

const report: Report = {
  schema: 1,
  verdict: 'incorrect',
  reason: 'The gradient of W1 holds NaN.',
  difference: NaN,
  threshold: 2e-7,
  epsilon: 1e-7,
  method: 'textbook',
  cost: 0.1 + 0.2,
  engine: { name: 'function', device: 'here', precision: 'float64' },
  parameters: 2,
  checked: 2,
  norms: { grad: Infinity, gradapprox: 5e-324, residual: -Infinity },
  tensors: [
    {
      name: 'W1',
      shape: [2],
      difference: NaN,
      verdict: 'incorrect',
      diagnosis: null,
      worst: [{ index: [1], grad: NaN, gradapprox: -Infinity, residual: NaN }],
      numericalError: Infinity,
    },
  ],
  kinks: { crossed: 0, at: 0, oneSided: 0, coordinates: [] },
  control: null,
  noise: 1e-17,
  numericalError: 1e-9,
  seed: 0,
  evaluations: 4,
  seconds: 0.25,
};

describe('reportToJson', () => {
  const json = reportToJson(report);
  const read = JSON.parse(json) as Report;

  it('writes numbers that are not finite as strings, wherever they stand', () => {
    expect(read.difference).toBe('NaN');
    expect(read.norms).toEqual({ grad: 'Infinity', gradapprox: 5e-324, residual: '-Infinity' });
    expect(read.tensors[0]!.worst).toEqual([
      { index: [1], grad: 'NaN', gradapprox: '-Infinity', residual: 'NaN' },
    ]);
    expect(read.tensors[0]!.numericalError).toBe('Infinity');
  });

  it('writes null only where there is no diagnosis and no control', () => {
    expect(json.match(/"\w+":null/g)).toEqual(['"diagnosis":null', '"control":null']);
  });

  it('keeps every digit of a finite number, and every key', () => {
    expect(read.cost).toBe(0.1 + 0.2);
    expect(Object.keys(read)).toEqual(Object.keys(report));
  });

  it('is one line', () => {
    expect(json).not.toContain('\n');
  });
});

describe('reportFromJson', () => {
  it('gives the report back, numbers that are not finite and all', () => {
    expect(reportFromJson(reportToJson(report))).toEqual(report);
  });

  it('leaves a tensor that is called NaN its name', () => {
    const odd = { ...report, tensors: [{ ...report.tensors[0]!, name: 'NaN' }] };
    expect(reportFromJson(reportToJson(odd))).toEqual(odd);
  });
});
