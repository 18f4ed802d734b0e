import { createMovedPass, type MovedCost, type MovedPass } from '@gradproof/model';
import { type Breather, createBreather } from '../../async/event-loop-yield.ts';
import type { Control, ControlMeasurement } from '../../contract/control.ts';
import type { LayeredProblem } from '../../contract/problem.ts';

/** Coordinates of the control. */
export const CONTROL_COORDINATES = 16;

/** The control's step, relative to max(1, |θᵢ|): near the cube root of the unit round-off, where a central difference is best. */
const STEP = 2 ** -17;

/** Where a kink lies within the step it is taken so much smaller, so often. */
const REFINEMENT = 2 ** -4;
const REFINEMENTS = 4;

const measure = async (
  pass: MovedPass,
  theta: Float64Array,
  coordinate: number,
  breathe: Breather,
): Promise<ControlMeasurement | null> => {
  const own = theta[coordinate]!;
  let step = STEP * Math.max(1, Math.abs(own));
  for (let turn = 0; turn <= REFINEMENTS; turn++, step *= REFINEMENT) {
    const [ahead, behind] = [own + step, own - step];
    const points = [own - 2 * step, behind, ahead, own + 2 * step];
    const costs: MovedCost[] = [];
    for (const value of points) {
      if (breathe.isDue()) await breathe.pause();
      costs.push(pass.costAt(coordinate, value));
    }
    if (costs.some(({ crosses }) => crosses)) continue;
    const [j2, j1, k1, k2] = costs.map(({ cost }) => cost) as [number, number, number, number];
    const derivative = (k1 - j1) / (ahead - behind);
    return {
      coordinate,
      derivative,
      truncation: Math.abs((k2 - j2) / (points[3]! - points[0]!) - derivative),
      fourth: Math.abs(j2 - 4 * j1 + 6 * pass.cost - 4 * k1 + k2),
      epsilon: step,
    };
  }
  return null;
};

/**
 * A second opinion on the incremental method that shares nothing with it: formula (1) through the plain forward pass, at a sample of
 * coordinates. Within its own noise it must agree; where it doesn't, the checker contradicts itself.
 */
export const createControl = ({ network, theta, X, Y }: LayeredProblem): Control => {
  const pass = createMovedPass(network, theta, X, Y);
  return {
    cost: pass.cost,
    measure: async (coordinates, signal) => {
      const breathe = createBreather(signal);
      const measured: ControlMeasurement[] = [];
      for (const coordinate of coordinates) {
        const own = await measure(pass, theta, coordinate, breathe);
        if (own) measured.push(own);
      }
      return measured;
    },
  };
};
