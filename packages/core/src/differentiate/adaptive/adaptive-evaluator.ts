import type { Differences, Evaluator, NonFiniteCost, OneSided } from '../../contract/engine.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/shards.ts';
import { differentiateLine } from './differentiate-line.ts';
import { costsOf } from './evaluate-points.ts';
import type { Line, LineDerivative } from '../../contract/line.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { runLines, type LineRun } from './run-lines.ts';
import { coordinateScales, lengthAlong } from './scales.ts';
import type { LineSearch } from '../../contract/step-search.ts';

/**
 * ε that goes with this evaluator: it searches its own steps, and J(θ+εv) − J(θ−εv) stands for 2ε times the slope, to the bit at ½.
 */
export const UNIT_EPSILON = 0.5;

/** An error of a slope that is small enough: well below the threshold of 2e-7. */
const ENOUGH = 1e-9;

/** A batched cost is given so many coordinates at a time, and at most so many bytes of points. */
const LINES_AT_A_TIME = 64;
const BYTES_AT_A_TIME = 64 * 2 ** 20;
const POINTS_OF_A_LINE = 6;

/** J(θ) and its noise, known before. */
export interface KnownCost {
  readonly cost: number;
  readonly sigma: number;
  /** An error of a slope that is small enough, by itself; by default it is relative to the slope. */
  readonly needed?: number;
}

const widthOf = ({ costs, theta }: FunctionProblem): number =>
  costs
    ? Math.max(
        1,
        Math.min(LINES_AT_A_TIME, Math.floor(BYTES_AT_A_TIME / (theta.length * 8 * POINTS_OF_A_LINE))),
      )
    : 1;

/** The line of one coordinate: copies of θ where points are kept until they are evaluated together. */
const coordinateRun = (theta: Float64Array, coordinate: number, line: Line): LineRun<LineDerivative> => ({
  asking: differentiateLine(line),
  pointAt: (offset) => {
    const point = Float64Array.from(theta);
    point[coordinate] = theta[coordinate]! + offset;
    return point;
  },
});

/** The runs of lines as the port's differences, 2ε times their slopes. `from`: the number of the first. */
const differencesOf = (
  results: readonly LineDerivative[],
  evaluations: number,
  epsilon: number,
  from: number,
): Differences => {
  const values = new Float64Array(results.length);
  const roundOff = new Float64Array(results.length);
  const oneSided: OneSided[] = [];
  const steps: Record<number, number> = {};
  const [jumps, rough, constant]: [number[], number[], number[]] = [[], [], []];
  let nonFinite: NonFiniteCost | null = null;
  results.forEach((found, k) => {
    const coordinate = from + k;
    if (found.kind === 'non-finite') {
      nonFinite ??= { coordinate, side: found.offset > 0 ? 'plus' : 'minus', cost: found.cost };
      values[k] = NaN;
      return;
    }
    const level = Math.floor(Math.log2(found.step));
    steps[level] = (steps[level] ?? 0) + 1;
    if (found.kind === 'smooth' || found.kind === 'rough') {
      values[k] = 2 * epsilon * found.slope;
      roundOff[k] = found.kind === 'smooth' ? 2 * epsilon * found.bound : Infinity;
      if (found.kind === 'rough') rough.push(coordinate);
      else if (found.constant) constant.push(coordinate);
      return;
    }
    const { left, right } = found;
    const lower = 2 * epsilon * Math.min(left.slope - left.bound, right.slope - right.bound);
    const upper = 2 * epsilon * Math.max(left.slope + left.bound, right.slope + right.bound);
    values[k] = (lower + upper) / 2;
    oneSided.push({ coordinate, lower, upper });
    if (found.kind === 'jump') jumps.push(coordinate);
  });
  const search: LineSearch = { steps, jumps, rough, constant };
  const kinks = { coordinates: [], resolved: true, at: 0, oneSided };
  return { values, roundOff, evaluations, kinks, nonFinite, search };
};

/** Differentiates any cost function with steps of its own and a bound of each entry's error (`roundOff`): docs/method.md. */
export const createAdaptiveEvaluator = (
  problem: FunctionProblem,
  { cost, sigma, needed }: KnownCost,
): Evaluator => {
  const { theta, layout } = problem;
  const { scales, reaches } = coordinateScales(layout, theta);
  const rounding = (i: number) => Math.max(Number.EPSILON * Math.abs(theta[i]!), Number.MIN_VALUE);
  const width = widthOf(problem);
  const known = { cost, sigma, enough: ENOUGH, ...(needed && { needed }) };
  function* coordinates({ start, end }: Shard): Generator<LineRun<LineDerivative>> {
    for (let i = start; i < end; i++) {
      const line = { ...known, scale: scales[i]!, reach: reaches[i]!, rounding: rounding(i) };
      yield coordinateRun(theta, i, line);
    }
  }
  function* lines(directions: readonly Float64Array[]): Generator<LineRun<LineDerivative>> {
    for (const direction of directions) {
      const [scale, reach] = [lengthAlong(direction, scales), lengthAlong(direction, reaches)];
      const line = { ...known, scale, reach, rounding: 0 }; // rounding of points is in σ: its lines move every parameter
      yield { asking: differentiateLine(line), pointAt: (offset) => pointOn(theta, direction, offset) };
    }
  }
  return {
    coordinateDifferences: async (shard, epsilon, signal) => {
      const found = await runLines(coordinates(shard), costsOf(problem, signal), width);
      return differencesOf(found.results, found.evaluations, epsilon, shard.start);
    },
    directionalDifferences: async (directions, epsilon, signal) => {
      const found = await runLines(lines(directions), costsOf(problem, signal), width);
      return differencesOf(found.results, found.evaluations, epsilon, 0);
    },
    parallel: 1,
    dispose: async () => {},
  };
};
