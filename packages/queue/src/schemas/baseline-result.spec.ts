import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baselineResultSchema,
  decodeBaseline,
  encodeBaseline,
  type MeasuredBaseline,
} from './baseline-result.ts';
import { encodeNumbers } from './numbers.ts';

const number = fc.double();
const measurement = fc.record({
  coordinate: fc.nat(),
  derivative: number,
  truncation: number,
  fourth: number,
  epsilon: number,
});
const baselines: fc.Arbitrary<MeasuredBaseline> = fc.record({
  baseline: fc.record({
    cost: number,
    costNoise: number,
    noiseAllowance: number,
    evaluations: fc.nat(),
    findings: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'not-deterministic' as const,
          'keeps-state' as const,
          'changes-argument' as const,
        ),
        message: fc.string(),
      }),
      { maxLength: 3 },
    ),
  }),
  measured: fc.option(fc.array(measurement, { maxLength: 5 })),
});

const sent = (baseline: MeasuredBaseline) =>
  baselineResultSchema.parse(JSON.parse(JSON.stringify(encodeBaseline('check-1', baseline, 'w1'))));

describe('the baseline of a check', () => {
  it('survives JSON to the bit', () => {
    fc.assert(
      fc.property(baselines, (baseline) => {
        expect(decodeBaseline(sent(baseline))).toEqual(baseline);
      }),
    );
  });

  const encoded = sent({
    baseline: { cost: 1, costNoise: 0, noiseAllowance: 0, evaluations: 1, findings: [] },
    measured: null,
  });

  it.each([
    ['extra keys', { path: '/etc/passwd' }],
    ['another kind', { kind: 'run' }],
    ['what is no base64', { baseline: '<script>' }],
    ['a finding of another kind', { findings: [{ kind: 'kinks', message: '' }] }],
  ])('is refused with %s', (_, change) => {
    expect(baselineResultSchema.safeParse({ ...encoded, ...change }).success).toBe(false);
  });

  it.each([
    ['too few numbers', { baseline: encodeNumbers(new Float64Array(3)) }],
    ['too many numbers', { baseline: encodeNumbers(new Float64Array(8)) }],
    ['half a measurement', { control: encodeNumbers(new Float64Array(7)) }],
  ])('is refused with %s', (_, change) => {
    expect(() => decodeBaseline(baselineResultSchema.parse({ ...encoded, ...change }))).toThrow(RangeError);
  });
});
