import { createAdaptiveEvaluator, UNIT_EPSILON, type KnownCost } from '../function/adaptive-evaluator.ts';
import { differentiateLine } from '../function/differentiate-line.ts';
import { costsOf } from '../function/evaluate-points.ts';
import type { Line, LineDerivative, Slope } from '../function/line.ts';
import { DEVIATIONS } from '../function/reading.ts';
import { runLines } from '../function/run-lines.ts';
import { pointOn } from '../function/point-on.ts';
import { coordinateScales, lengthAlong } from '../function/scales.ts';
import type { FunctionProblem } from '../problem.ts';
import type { Slopes } from './slopes.ts';

/** The central difference's truncation may be so many times what the family's whole direction shows. */
const MARGIN = 4;

/** What is known of J along a family of directions. */
interface Family {
  /** About |φ‴|, the largest seen. */
  readonly third: number;
  /** The longest step that was found smooth. */
  readonly step: number;
}

/** The best step of a central difference, and its bound: noise 8σ/√2h, truncation φ‴h²/6. */
const centralPlan = (sigma: number, { third, step }: Family): { step: number; bound: number } => {
  const noise = (DEVIATIONS * sigma) / Math.SQRT2;
  const curvature = (MARGIN * third) / 6;
  const best = Math.cbrt(noise / (2 * curvature));
  const h = Math.min(step, Number.isFinite(best) ? best : step);
  return { step: h, bound: noise / h + curvature * h * h };
};

/** Slopes of a function, whose values are all that is known: two evaluations where a central difference is good enough, else the whole search. */
export const createFunctionSlopes = (
  problem: FunctionProblem,
  { cost, sigma }: KnownCost,
  signal: AbortSignal | undefined,
): Slopes => {
  const { theta, layout } = problem;
  const { scales, reaches } = coordinateScales(layout, theta);
  const families = new Map<number, Family>();
  const steps: number[] = [];
  let evaluations = 0;
  const pointAlong = (direction: Float64Array) => (offset: number) => pointOn(theta, direction, offset);

  const learn = (family: number, found: LineDerivative): void => {
    if (found.kind !== 'smooth') return;
    steps.push(found.step);
    const before = families.get(family);
    families.set(family, {
      third: Math.max(found.third, before?.third ?? 0),
      step: Math.min(found.step, before?.step ?? Infinity),
    });
  };
  const search = async (direction: Float64Array, needed: number, family: number): Promise<Slope> => {
    const [scale, reach] = [lengthAlong(direction, scales), lengthAlong(direction, reaches)];
    const line: Line = { cost, sigma, scale, reach, rounding: 0, enough: 0, needed };
    const run = { asking: differentiateLine(line), pointAt: pointAlong(direction) };
    const found = await runLines([run].values(), costsOf(problem, signal), 1);
    evaluations += found.evaluations;
    const [derivative] = found.results as [LineDerivative];
    learn(family, derivative);
    if (derivative.kind === 'smooth') return derivative;
    return { slope: 'slope' in derivative ? derivative.slope : NaN, bound: Infinity };
  };
  const central = async (direction: Float64Array, plan: { step: number; bound: number }): Promise<Slope> => {
    const pointAt = pointAlong(direction);
    const [plus, minus] = Array.from(
      await costsOf(problem, signal)([pointAt(plan.step), pointAt(-plan.step)]),
    ) as [number, number];
    evaluations += 2;
    steps.push(plan.step);
    return { slope: (plus - minus) / (2 * plan.step), bound: plan.bound };
  };

  return {
    along: (direction, needed, family) => {
      const known = families.get(family);
      const plan = known && centralPlan(sigma, known);
      return plan && plan.bound <= needed ? central(direction, plan) : search(direction, needed, family);
    },
    at: async (coordinate, needed) => {
      const shard = { start: coordinate, end: coordinate + 1 };
      const evaluator = createAdaptiveEvaluator(problem, { cost, sigma, needed });
      const found = await evaluator.coordinateDifferences(shard, UNIT_EPSILON, signal);
      const { values, roundOff, kinks, evaluations: taken } = found;
      evaluations += taken;
      const [kink] = kinks.oneSided;
      const width = kink ? (kink.upper - kink.lower) / 2 : 0; // any slope between a kink's two is right
      return { slope: values[0]!, bound: (roundOff?.[0] ?? 0) + width };
    },
    evaluations: () => evaluations,
    step: () => steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? null,
  };
};
