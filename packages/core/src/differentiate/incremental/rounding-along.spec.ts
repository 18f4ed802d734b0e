import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { UNIT_ROUND_OFF } from '../../numerics/round-off.ts';
import { createRoundingAlong } from './rounding-along.ts';

/** One linear unit of two inputs, two examples: a = w·x + b, J = Σ ½(a − y)²/2 + λ/4·‖w‖². */
const problemOf = (l2: number): LayeredProblem => {
  const network: NetworkDescription = {
    layers: [{ units: 1, activation: 'identity' }],
    cost: 'mean-squared-error',
    l2,
  };
  return {
    kind: 'layered',
    network,
    layout: layoutOf(parameterShapes(network, 2)),
    theta: Float64Array.of(2, -1, 0.5),
    X: tensor([2, 2], Float64Array.of(1, 3, 2, -1)),
    Y: tensor([1, 2], Float64Array.of(-2.5, 4.5)),
  };
};

/** The derivatives a − y of the two examples: 0.5 − (−2.5) and 7.5 − 4.5. */
const RESPONSES = 3 * Math.SQRT2;

/** The rounding in units of the terms: 64 at the most for ten layers (docs/method.md), and not a mistake's size. */
const unitsOf = (rounding: number, terms: number): number => rounding / (UNIT_ROUND_OFF * terms);

describe('the rounding of a slope along a direction', () => {
  it('is some tens of units of its terms', () => {
    const along = createRoundingAlong(problemOf(0));
    const weight = unitsOf(along(Float64Array.of(0, 0.5, 0)), (RESPONSES * 0.5 * Math.sqrt(5)) / 2);
    const bias = unitsOf(along(Float64Array.of(0, 0, 4)), (RESPONSES * 4 * Math.SQRT2) / 2);
    for (const units of [weight, bias]) {
      expect(units).toBeGreaterThan(32);
      expect(units).toBeLessThan(128);
    }
  });

  it('adds up the terms of all parameters as independent errors, those of the decay too', () => {
    const directions = [Float64Array.of(0.5, 0, 0), Float64Array.of(0, 0.5, 0), Float64Array.of(0, 0, 4)];
    for (const l2 of [0, 1e3]) {
      const along = createRoundingAlong(problemOf(l2));
      const together = along(Float64Array.of(0.5, 0.5, 4));
      expect(together / Math.hypot(...directions.map(along))).toBeCloseTo(1, 12);
    }
    const decay = createRoundingAlong(problemOf(1e3))(Float64Array.of(0.5, 0, 0));
    expect(unitsOf(decay, (1e3 * 0.5 * 2) / 2)).toBeGreaterThan(32);
    expect(unitsOf(decay, (1e3 * 0.5 * 2) / 2)).toBeLessThan(128);
  });

  it('is that of each parameter’s own unit and input, in every layer', () => {
    // the first units are (2, 4) and (5, 10) for x = (1, 3) and (2, 6), the last one (520, 1040): off by (3, 4) from its labels
    const layers = [2, 1].map((units) => ({ units, activation: 'identity' as const }));
    const problem: LayeredProblem = {
      ...blankNetwork({ layers, cost: 'mean-squared-error' }, 2, 2),
      theta: Float64Array.of(2, 0, 5, 0, 0, 0, 10, 100, 0),
      X: tensor([2, 2], Float64Array.of(1, 2, 3, 6)),
      Y: tensor([1, 2], Float64Array.of(520 - 3, 1040 - 4)),
    };
    const along = createRoundingAlong(problem);
    const [x, both] = [Math.sqrt(5), Math.SQRT2]; // ‖(1, 2)‖ and ‖(1, 1)‖
    // ‖s‖ is ‖(3, 4)‖ of the last unit, times its weights of those before it
    const terms = [
      50 * x,
      50 * 3 * x,
      500 * x,
      500 * 3 * x,
      50 * both,
      500 * both,
      5 * 2 * x,
      5 * 5 * x,
      5 * both,
    ];
    for (const [i, term] of terms.entries()) {
      const units = unitsOf(along(new Float64Array(9).with(i, 1)), term / 2);
      expect(units, `parameter ${i}`).toBeGreaterThan(32);
      expect(units, `parameter ${i}`).toBeLessThan(128);
    }
  });

  it('is 0 along nothing', () => {
    expect(createRoundingAlong(problemOf(0.1))(new Float64Array(3))).toBe(0);
  });
});
