import type { Derivatives, Evaluator, NonFiniteCost } from '../../contract/engine.ts';
import type { Asking, Line, LineDerivative, Refinement } from '../../contract/line.ts';
import { type OneSided, slopeInterval } from '../../contract/one-sided.ts';
import type { PrecisionNeeded } from '../../contract/precision.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/shards.ts';
import type { LineSearch } from '../../contract/step-search.ts';
import { pointOn } from '../../numerics/point-on.ts';
import type { CostError } from './cost-error.ts';
import { differentiateLine } from './differentiate-line.ts';
import { type ForgivingCosts, forgivingCosts } from './forgiving-costs.ts';
import { type Ground, lineAlong, lineOfCoordinate } from './line-ground.ts';
import { precisionNeeded } from './precision-needed.ts';
import { type LineRun, runLines } from './run-lines.ts';
import { isNoisy } from './samples.ts';
import { coordinateScales } from './scales.ts';

/** A batched cost is given the points of so many lines at a time, and at most so many bytes of them. */
const LINES_AT_A_TIME = 64;
const BYTES_AT_A_TIME = 64 * 2 ** 20;
const POINTS_OF_A_LINE = 6;

/** J(θ) and its noise, known before. */
export interface KnownCost extends Ground {
  /** An error of a slope that is small enough, by itself; by default it is relative to the slope. */
  readonly needed?: number | undefined;
  /** How precise the slopes of a noisy J must be; measured when first needed where it isn't given. */
  readonly precision?: PrecisionNeeded | undefined;
}

const widthOf = ({ costs, theta }: FunctionProblem): number =>
  costs
    ? Math.max(
        1,
        Math.min(LINES_AT_A_TIME, Math.floor(BYTES_AT_A_TIME / (theta.length * 8 * POINTS_OF_A_LINE))),
      )
    : 1;

/** The line of one coordinate: copies of θ where points are kept until they are evaluated together. */
const coordinateRun = (
  theta: Float64Array,
  coordinate: number,
  asking: Asking<LineDerivative>,
): LineRun<LineDerivative> => ({
  asking,
  pointAt: (offset) => {
    const point = Float64Array.from(theta);
    point[coordinate] = theta[coordinate]! + offset;
    return point;
  },
});

/** The runs of lines as the port's derivatives. `from`: the number of the first. */
const derivativesOf = (
  results: readonly LineDerivative[],
  evaluations: number,
  from: number,
): Derivatives => {
  const values = new Float64Array(results.length);
  const errorBound = new Float64Array(results.length);
  const oneSided: OneSided[] = [];
  const steps: Record<number, number> = {};
  const [jumps, rough, constant]: [number[], number[], number[]] = [[], [], []];
  let nonFinite: NonFiniteCost | null = null;
  results.forEach((result, k) => {
    const coordinate = from + k;
    if (result.kind === 'non-finite') {
      nonFinite ??= { coordinate, side: result.offset > 0 ? 'plus' : 'minus', cost: result.cost };
      values[k] = NaN;
      return;
    }
    const level = Math.floor(Math.log2(result.step));
    steps[level] = (steps[level] ?? 0) + 1;
    if (!('left' in result)) {
      values[k] = result.slope;
      errorBound[k] = result.bound;
      if (result.kind === 'rough' && !(result.bound <= Math.abs(result.slope))) rough.push(coordinate);
      if (result.kind === 'smooth' && result.constant) constant.push(coordinate);
      return;
    }
    const { left, right } = result;
    const sides = left.slope <= right.slope ? { lower: left, upper: right } : { lower: right, upper: left };
    const { lower, upper } = slopeInterval(sides);
    values[k] = (lower + upper) / 2;
    oneSided.push({ coordinate, ...sides });
    if (result.kind === 'jump') jumps.push(coordinate);
  });
  const search: LineSearch = { steps, jumps, rough, constant };
  const kinks = { coordinates: [], resolved: true, at: 0, oneSided };
  return { values, errorBound, evaluations, kinks, nonFinite, search };
};

/** Differentiation with steps of its own, and a bound of each entry's error. */
export interface AdaptiveDifferentiation {
  /** ∂J/∂θᵢ for each coordinate i of the shard. */
  readonly coordinates: (shard: Shard, signal?: AbortSignal) => Promise<Derivatives>;
  /** D_v J(θ) for each direction v, [P]. */
  readonly along: (directions: readonly Float64Array[], signal?: AbortSignal) => Promise<Derivatives>;
}

/** Differentiates any cost function; how its steps and bounds are found: docs/method.md. */
export const createAdaptiveDifferentiation = (
  problem: FunctionProblem,
  known: KnownCost,
): AdaptiveDifferentiation => {
  const { theta, layout } = problem;
  const scales = coordinateScales(layout, theta);
  const width = widthOf(problem);
  const needed = known.needed || undefined; // 0 and NaN ask for the relative error, too
  const precision = precisionOf(problem, known);
  const lineAt = (i: number, refinements: Refinements): Line => ({
    ...lineOfCoordinate(known, scales, theta, i),
    needed,
    refinement: refinements?.(i),
  });
  function* coordinates(
    { start, end }: Shard,
    refinements: Refinements,
    { thrownAt }: ForgivingCosts,
  ): Generator<LineRun<LineDerivative>> {
    for (let i = start; i < end; i++)
      yield coordinateRun(
        theta,
        i,
        unlessThrown(lineAt(i, refinements), () => thrownAt(i)),
      );
  }
  function* lines(
    directions: readonly Float64Array[],
    { thrownAt }: ForgivingCosts,
  ): Generator<LineRun<LineDerivative>> {
    for (const direction of directions) {
      const line = { ...lineAlong(known, scales, direction), needed };
      const asking = unlessThrown(line, () => thrownAt(null));
      yield { asking, pointAt: (offset) => pointOn(theta, direction, offset) };
    }
  }
  return {
    coordinates: async (shard, signal) => {
      const measured = await precision(signal);
      const forgiving = forgivingCosts(problem, signal);
      const runs = coordinates(shard, measured.refinements, forgiving);
      const { results, evaluations } = await runLines(runs, forgiving.costs, width);
      return derivativesOf(results, evaluations + measured.evaluations, shard.start);
    },
    along: async (directions, signal) => {
      const forgiving = forgivingCosts(problem, signal);
      const { results, evaluations } = await runLines(lines(directions, forgiving), forgiving.costs, width);
      return derivativesOf(results, evaluations, 0);
    },
  };
};

/** The slope; what the cost threw where it has none because it throws, however near to θ. */
function* unlessThrown(line: Line, thrown: () => CostError | undefined): Asking<LineDerivative> {
  const found = yield* differentiateLine(line);
  const error = found.kind === 'non-finite' ? thrown() : undefined;
  if (error) throw error;
  return found;
}

/** What the slope of each coordinate is refined to, where that is known. */
type Refinements = ((coordinate: number) => Refinement) | null;

/** What the slopes of each tensor are refined to, measured once; nothing where J is precise, or an error is needed by itself. */
const precisionOf = (problem: FunctionProblem, known: KnownCost) => {
  const asked = known.needed || !isNoisy({ sigma: known.sigma, size: known.size ?? Math.abs(known.cost) });
  let given = asked ? null : known.precision;
  return async (
    signal: AbortSignal | undefined,
  ): Promise<{ readonly refinements: Refinements; readonly evaluations: number }> => {
    const isMeasured = given === undefined;
    given ??= isMeasured ? await precisionNeeded(problem, known, 0, signal) : null;
    if (!given) return { refinements: null, evaluations: 0 };
    const { needed, amongKinks, evaluations } = given;
    const refinements = (i: number) => ({ needed: needed[i]!, amongKinks });
    return { refinements, evaluations: isMeasured ? evaluations : 0 };
  };
};

/** The same behind the port; it doesn't use the step that it is given. */
export const createAdaptiveEvaluator = (problem: FunctionProblem, known: KnownCost): Evaluator => {
  const { coordinates, along } = createAdaptiveDifferentiation(problem, known);
  return {
    derivatives: (shard, _step, signal) => coordinates(shard, signal),
    directionalDerivatives: (directions, _step, signal) => along(directions, signal),
    parallel: 1,
    dispose: async () => {},
  };
};
