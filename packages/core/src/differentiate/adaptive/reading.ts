import type { Line, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { LINEAR_FALL } from '../../numerics/safety-factors.ts';
import type { Rung, Triple } from './ladder.ts';

/** Part of the next term that the terms seen so far let expect, as a geometric series. */
const NEXT_TERM = 1 / 8;

/** The slope as three rungs tell it. */
export interface Reading extends Slope {
  readonly step: number;
  readonly noise: number;
  readonly truncation: number;
  /** |R of the longer rungs − R of the shorter|. */
  readonly gap: number;
  /** About |φ‴|: a central difference is off by φ‴·t²/6; with the noise of the two that show it. */
  readonly third: number;
  /** Whether φ is smooth at this scale: the error falls with h as a derivative's must, or is lost in the noise. */
  readonly trusted: boolean;
}

/** The noise of φ at these points: as measured, and at least what rounding larger values makes; of subnormal ones about MIN_VALUE. */
export const noiseAt = ({ sigma }: Line, triple: Triple): number =>
  triple
    .slice(0, 2)
    .reduce(
      (most, { plus, minus }) =>
        Math.max(most, ROUNDING_DEVIATION * Math.abs(plus), ROUNDING_DEVIATION * Math.abs(minus)),
      Math.max(sigma, Number.MIN_VALUE),
    );

const centralSlope = ({ offset, plus, minus }: Rung): number => (plus - minus) / (2 * offset);

/** t₁²/(t₂² − t₁²), without squares that underflow or overflow where θ is tiny or huge. */
const weightOf = (t1: number, t2: number): number => 1 / ((t2 / t1) ** 2 - 1);

/** Richardson 1911: what is left of two central differences of error O(t²) when that term is taken away. */
const extrapolate = (d1: number, d2: number, t1: number, t2: number): number =>
  d1 + (d1 - d2) * weightOf(t1, t2);

/**
 * The slope at 0 by Richardson's extrapolation of the central differences at the two shorter rungs, of error O(h⁴), and its bound:
 * noise, and truncation as the longer pair shows it.
 */
export const read = (line: Line, triple: Triple): Reading => {
  const [t1, t2, t3] = triple.map(({ offset }) => offset) as [number, number, number];
  const [d1, d2, d3] = triple.map(centralSlope) as [number, number, number];
  const slope = extrapolate(d1, d2, t1, t2);
  const gap = Math.abs(extrapolate(d2, d3, t2, t3) - slope);
  const third = Math.abs(d2 - d1);
  const weight = weightOf(t1, t2);
  const deviation = Math.hypot(1 + weight, weight * (t1 / t2)) / Math.SQRT2; // of σ/t₁
  const rounding = (Math.abs(slope) * line.rounding) / t1;
  const noise = (BOUND_DEVIATIONS * deviation * noiseAt(line, triple)) / t1 + rounding;
  const size = Math.abs(d1) + Math.abs(d2);
  const next = size === 0 ? 0 : NEXT_TERM * third * (third / size);
  const shown = gap <= noise ? gap / 2 : LINEAR_FALL * gap;
  const truncation = Math.max(shown, next);
  return {
    step: t1,
    slope,
    noise,
    truncation,
    gap,
    third: ((6 * (third + noise)) / t1 / t1) * weight,
    bound: noise + truncation,
    trusted: gap <= noise || gap <= third,
  };
};
