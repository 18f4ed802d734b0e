import { createMovedPass, type MovedCost, type MovedPass } from '@gradproof/model';
import { createEventLoopYielder, type EventLoopYielder } from '../../async/event-loop-yield.ts';
import type { Control, ControlMeasurement } from '../../contract/control.ts';
import type { LayeredProblem } from '../../contract/problem.ts';

/** The control's step, relative to max(1, |θᵢ|): near the cube root of the unit round-off, where a central difference is best. */
const STEP = 2 ** -17;

/** Where a kink lies within the step, it is taken this part as long, so often at the most: 2⁻³³ is the shortest. */
const REFINEMENT = 2 ** -4;
const REFINEMENTS = 4;

/**
 * An independent check of the incremental method, with which it shares no code: formula (1) through the plain forward pass, at a sample of
 * coordinates. The two must agree within the noise of (1); where they don't, the checker contradicts itself.
 */
export const createControl = ({ network, theta, X, Y }: LayeredProblem): Control => {
  const pass = createMovedPass(network, theta, X, Y);
  return {
    cost: pass.cost,
    measure: async (coordinates, signal) => {
      const yielder = createEventLoopYielder(signal);
      const measurements: ControlMeasurement[] = [];
      for (const coordinate of coordinates) {
        const measurement = await measure(pass, theta, coordinate, yielder);
        if (measurement) measurements.push(measurement);
      }
      return measurements;
    },
  };
};

/** The measurement with the longest step that crosses no kink; null where all of them do. */
const measure = async (
  pass: MovedPass,
  theta: Float64Array,
  coordinate: number,
  yielder: EventLoopYielder,
): Promise<ControlMeasurement | null> => {
  const value = theta[coordinate]!;
  let step = STEP * Math.max(1, Math.abs(value));
  for (let turn = 0; turn <= REFINEMENTS; turn++, step *= REFINEMENT) {
    const points = [value - 2 * step, value - step, value + step, value + 2 * step] as const;
    const costs: MovedCost[] = [];
    for (const point of points) {
      if (yielder.isDue()) await yielder.pause();
      costs.push(pass.costAt(coordinate, point));
    }
    if (costs.some(({ crosses }) => crosses)) continue;
    const values = costs.map(({ cost }) => cost) as [number, number, number, number];
    return { coordinate, ...differencesOf(points, values, pass.cost), epsilon: step };
  }
  return null;
};

type Four = readonly [number, number, number, number];

/** The central difference at the inner points, what the outer ones add, and the fourth difference of all with J(θ). */
const differencesOf = (
  points: Four,
  [j2, j1, k1, k2]: Four,
  cost: number,
): Pick<ControlMeasurement, 'derivative' | 'truncation' | 'fourth'> => {
  const derivative = (k1 - j1) / (points[2] - points[1]);
  return {
    derivative,
    truncation: Math.abs((k2 - j2) / (points[3] - points[0]) - derivative),
    fourth: Math.abs(j2 - 4 * j1 + 6 * cost - 4 * k1 + k2),
  };
};
