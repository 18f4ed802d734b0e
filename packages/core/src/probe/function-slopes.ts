import type { LineDerivative } from '../contract/line.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import { createAdaptiveDifferentiation } from '../differentiate/adaptive/adaptive-evaluator.ts';
import { differentiateLine } from '../differentiate/adaptive/differentiate-line.ts';
import { costsOf } from '../differentiate/adaptive/evaluate-points.ts';
import { type Ground, lineAlong } from '../differentiate/adaptive/line-ground.ts';
import { runLines } from '../differentiate/adaptive/run-lines.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { BOUND_DEVIATIONS } from '../numerics/deviations.ts';
import { pointOn } from '../numerics/point-on.ts';
import { FAMILY_CURVATURE } from '../numerics/safety-factors.ts';
import { noSlope, type ProbedSlope, singleSlope, type Slopes, slopesOf, twoSlopes } from './slopes.ts';

/** What is known of J along a family of directions. */
interface Family {
  /** About |φ‴|, the largest seen. */
  readonly third: number;
  /** The longest step that was found smooth. */
  readonly step: number;
}

/** The best step of a central difference, and its bound: noise 8σ/√2h, truncation φ‴h²/6. */
const centralPlan = (sigma: number, { third, step }: Family): { step: number; bound: number } => {
  const noise = (BOUND_DEVIATIONS * sigma) / Math.SQRT2;
  const curvature = (FAMILY_CURVATURE * third) / 6;
  const best = Math.cbrt(noise / (2 * curvature));
  const h = Math.min(step, Number.isFinite(best) ? best : step);
  return { step: h, bound: noise / h + curvature * h * h };
};

/** What the search found on a line. */
const slopeOf = (derivative: LineDerivative): ProbedSlope => {
  switch (derivative.kind) {
    case 'smooth':
    case 'fit':
    case 'edge':
      return singleSlope(derivative);
    case 'kink':
    case 'jump':
      return twoSlopes(derivative.kind, derivative.left, derivative.right);
    case 'rough':
      return derivative.bound < Infinity ? singleSlope(derivative) : noSlope('rough', derivative.slope);
    case 'non-finite':
      return noSlope('non-finite');
  }
};

/** Slopes of a function, whose values are all that is known: two evaluations where a central difference is good enough, else the whole search. */
export const createFunctionSlopes = (
  problem: FunctionProblem,
  ground: Ground,
  signal: AbortSignal | undefined,
): Slopes => {
  const { theta, layout } = problem;
  const scales = coordinateScales(layout, theta);
  const families = new Map<number, Family>();
  const bent = new Set<number>(); // families with a kink: values on one step don't show it
  const steps: number[] = [];
  let evaluations = 0;
  const costs = costsOf(problem, signal);
  const pointAlong = (direction: Float64Array) => (offset: number) => pointOn(theta, direction, offset);

  const learn = (family: number, derivative: LineDerivative): void => {
    if (derivative.kind !== 'smooth') return void bent.add(family);
    steps.push(derivative.step);
    const before = families.get(family);
    families.set(family, {
      third: Math.max(derivative.third, before?.third ?? 0),
      step: Math.min(derivative.step, before?.step ?? Infinity),
    });
  };
  const search = async (direction: Float64Array, needed: number, family: number): Promise<ProbedSlope> => {
    const line = { ...lineAlong(ground, scales, direction), needed };
    const run = { asking: differentiateLine(line), pointAt: pointAlong(direction) };
    const searched = await runLines([run].values(), costs, 1);
    evaluations += searched.evaluations;
    const [derivative] = searched.results as [LineDerivative];
    learn(family, derivative);
    return slopeOf(derivative);
  };
  const central = async (
    direction: Float64Array,
    plan: { step: number; bound: number },
  ): Promise<ProbedSlope> => {
    const pointAt = pointAlong(direction);
    const [plus, minus] = Array.from(await costs([pointAt(plan.step), pointAt(-plan.step)])) as [
      number,
      number,
    ];
    evaluations += 2;
    steps.push(plan.step);
    const slope = (plus - minus) / (2 * plan.step);
    return Number.isFinite(slope) ? singleSlope({ slope, bound: plan.bound }) : noSlope('non-finite');
  };

  return {
    along: (direction, needed, family) => {
      const known = bent.has(family) ? undefined : families.get(family);
      const plan = known && centralPlan(ground.sigma, known);
      return plan && plan.bound <= needed ? central(direction, plan) : search(direction, needed, family);
    },
    each: async (range, needed) => {
      const differentiation = createAdaptiveDifferentiation(problem, { ...ground, needed });
      const derivatives = await differentiation.coordinates(range, signal);
      evaluations += derivatives.evaluations;
      return slopesOf(derivatives, range.start);
    },
    eachTakes: ({ size }) => 10 * size,
    byUnits: false,
    evaluations: () => evaluations,
    step: () => steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? null,
  };
};
