import { describe, expect, it } from 'vitest';
import { findingsOfNoise } from './findings-of-noise.ts';

const messageOf = (cost: number, noise: number) =>
  findingsOfNoise({ cost, costNoise: noise, findings: [] })[0]?.message ?? null;

describe('values of low precision', () => {
  it('scatter by more than 1e5 roundings of J, each of 2⁻⁵²/√12 = 6.4e-17', () => {
    expect(messageOf(2, 2 * 4e-12)).toBeNull();
    expect(messageOf(-2, 2 * 4e-12)).toBeNull();
    expect(messageOf(2, 2 * 1e-11)).toContain("J's values scatter by 2.0e-11 (standard deviation): they are good to about 11 digits"); // prettier-ignore
  });

  it('are those below the least normal number, of which float64 keeps few digits', () => {
    expect(messageOf(1e-310, 5e-324)).toContain("J's values scatter by");
  });

  it.each([
    [0.9, 'about 0 digits'],
    [0.05, 'about 1 digit,'],
    [0.005, 'about 2 digits'],
  ])('have few digits: a noise of %d of J', (noise, digits) => {
    expect(messageOf(1, noise)).toContain(digits);
    expect(messageOf(-1, noise)).toContain(digits);
  });

  it('are none where the cost is 0, or where another finding tells why they scatter', () => {
    expect(messageOf(0, 1)).toBeNull();
    const findings = [{ kind: 'not-deterministic', message: '' } as const];
    expect(findingsOfNoise({ cost: 1, costNoise: 1, findings })).toEqual([]);
  });
});
