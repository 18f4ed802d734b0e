import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGround, encodeGround, groundResultSchema, type MeasuredGround } from './ground-result.ts';
import { encodeNumbers } from './numbers.ts';

const number = fc.double();
const measurement = fc.record({
  coordinate: fc.nat(),
  derivative: number,
  truncation: number,
  fourth: number,
  epsilon: number,
});
const grounds: fc.Arbitrary<MeasuredGround> = fc.record({
  ground: fc.record({
    cost: number,
    noise: number,
    sigma: number,
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

const sent = (ground: MeasuredGround) =>
  groundResultSchema.parse(JSON.parse(JSON.stringify(encodeGround('check-1', ground, 'w1'))));

describe('the ground of a check', () => {
  it('survives JSON to the bit', () => {
    fc.assert(
      fc.property(grounds, (ground) => {
        expect(decodeGround(sent(ground))).toEqual(ground);
      }),
    );
  });

  const own = sent({
    ground: { cost: 1, noise: 0, sigma: 0, evaluations: 1, findings: [] },
    measured: null,
  });

  it.each([
    ['extra keys', { path: '/etc/passwd' }],
    ['another kind', { kind: 'run' }],
    ['what is no base64', { ground: '<script>' }],
    ['a finding of another kind', { findings: [{ kind: 'kinks', message: '' }] }],
  ])('is refused with %s', (_, change) => {
    expect(groundResultSchema.safeParse({ ...own, ...change }).success).toBe(false);
  });

  it.each([
    ['too few numbers', { ground: encodeNumbers(new Float64Array(3)) }],
    ['too many numbers', { ground: encodeNumbers(new Float64Array(8)) }],
    ['half a measurement', { control: encodeNumbers(new Float64Array(7)) }],
  ])('is refused with %s', (_, change) => {
    expect(() => decodeGround(groundResultSchema.parse({ ...own, ...change }))).toThrow(RangeError);
  });
});
