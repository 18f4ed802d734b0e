import { describe, expect, it } from 'vitest';
import { normalCdf } from './normal.ts';

/** [z, Φ(z)] to 17 digits, by mpmath at 60 digits. */
const reference: [number, number][] = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-8.5, 9.479534822203318e-18],
  [-8, 6.220960574271784e-16],
  [-7.9, 1.3945171466592643e-15],
  [-5.12, 1.5276782829456609e-7],
  [-3.25, 0.000577025042390767],
  [-2.126, 0.016751629767299024],
  [-1.374, 0.08472084121072627],
  [-1.125, 0.13029451713680885],
  [-1.0625, 0.14400437900197094],
  [-1, 0.15865525393145705],
  [-0.9375, 0.17425071188054236],
  [-0.5, 0.3085375387259869],
  [-0.001, 0.49960105778608893],
  [-1e-20, 0.5],
  [1e-9, 0.5000000003989423],
  [0.25, 0.5987063256829237],
  [0.999, 0.8411026543586817],
  [1.5, 0.9331927987311419],
  [2.75, 0.9970202367649454],
  [6, 0.9999999990134123],
  [9, 1.0],
];
/** Units of round-off that the series and the continued fraction may lose. */
const UNITS = 16 * 2 ** -53;

describe('normalCdf', () => {
  it.each(reference)('keeps its relative precision at z = %d', (z, expected) => {
    expect(Math.abs(normalCdf(z) - expected)).toBeLessThanOrEqual(UNITS * expected);
  });

  it('has its limits', () => {
    expect([normalCdf(-Infinity), normalCdf(0), normalCdf(Infinity), normalCdf(NaN)]).toEqual([
      0,
      0.5,
      1,
      NaN,
    ]);
  });
});
