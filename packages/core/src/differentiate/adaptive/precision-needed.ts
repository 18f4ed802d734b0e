import type { TensorSlot } from '@gradproof/flatteners';
import type { Asking, Line, LineDerivative } from '../../contract/line.ts';
import type { PrecisionNeeded } from '../../contract/precision.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import { embed } from '../../numerics/direction.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { normOf } from '../../numerics/vectors.ts';
import { forgivingCosts } from './forgiving-costs.ts';
import { type Ground, lineAlong } from './line-ground.ts';
import { type LineRun, runLines } from './run-lines.ts';
import { Samples } from './samples.ts';
import { coordinateScales } from './scales.ts';
import { StepSearch } from './step-search.ts';

/** The norm of bounds that confirms a tensor: a quarter of 10⁻² of its own gradient, or of 10⁻³ of all (docs/method.md, "The verdict"). */
const CONFIRMS = { tensor: 2.5e-3, whole: 2.5e-4 };

/** The part of that norm that entries share evenly: some need more. */
const SHARE = 0.6;

/** Directions of a tensor: the root mean square of 4 slopes is within 1.6 times the norm in 98 of 100 tensors, which SHARE has room for. */
const DIRECTIONS = 4;

/** The part of the lines that must show kinks: none does where J is smooth, a seventh and more in nets of relu. */
const MANY = 1 / 20;

/**
 * What is needed of the entries of each tensor, from J's slopes along seeded directions of ±1 in it: the expected square of (g·v) is ‖g‖².
 * The same wherever it is measured, whatever coordinates are asked for later.
 */
export const precisionNeeded = async (
  problem: FunctionProblem,
  ground: Ground,
  seed: number,
  signal?: AbortSignal,
): Promise<PrecisionNeeded> => {
  const { theta, layout } = problem;
  const scales = coordinateScales(layout, theta);
  const random = createRandom(seed);
  const directions = layout.tensors.map((tensor) => directionsOf(tensor, random));
  function* runs(): Generator<LineRun<FirstSlope>> {
    for (const [t, tensor] of layout.tensors.entries())
      for (const components of directions[t]!) {
        const range = { start: tensor.offset, end: tensor.offset + tensor.size };
        const direction = embed(theta.length, range, components, range);
        const asking = firstSlope(shortened(lineAlong(ground, scales, direction), tensor.size));
        yield { asking, pointAt: (offset) => pointOn(theta, direction, offset) };
      }
  }
  const { results, evaluations } = await runLines(runs(), forgivingCosts(problem, signal).costs, 1);
  const norms = normsOf(directions, results);
  const whole = CONFIRMS.whole * normOf(norms);
  const needed = new Float64Array(theta.length);
  for (const [t, { offset, size }] of layout.tensors.entries()) {
    const norm = SHARE * Math.max(CONFIRMS.tensor * norms[t]!, whole);
    needed.fill(norm / Math.sqrt(size), offset, offset + size);
  }
  return {
    needed,
    amongKinks: results.filter(({ bends }) => bends).length > MANY * results.length,
    evaluations,
  };
};

/** ±1 for each entry of the tensor; no more directions than it has entries. */
const directionsOf = ({ size }: TensorSlot, random: Random): Float64Array[] =>
  Array.from({ length: Math.min(DIRECTIONS, size) }, () =>
    new Float64Array(size).map(() => (random() < 0.5 ? -1 : 1)),
  );

/** The line of n parameters that move at once, which bends J √n times as much as one of them does. */
const shortened = (line: Line, size: number): Line => ({
  ...line,
  scale: line.scale / Math.sqrt(size),
  reach: line.reach / Math.sqrt(size),
});

interface FirstSlope {
  readonly slope: number;
  readonly bends: boolean;
}

/** The slope as a search finds it before it is refined. */
function* firstSlope(line: Line): Asking<FirstSlope> {
  const samples = new Samples(line);
  const slope = sizeOf(yield* new StepSearch(samples).run());
  return { slope: Number.isFinite(slope) ? slope : 0, bends: samples.bends };
}

const sizeOf = (found: LineDerivative): number => {
  switch (found.kind) {
    case 'kink':
    case 'jump':
      return Math.max(Math.abs(found.left.slope), Math.abs(found.right.slope));
    case 'non-finite':
      return 0;
    default:
      return Math.abs(found.slope);
  }
};

/** The root mean square of each tensor's slopes. */
const normsOf = (directions: readonly Float64Array[][], results: readonly FirstSlope[]): Float64Array => {
  let from = 0;
  return Float64Array.from(directions, ({ length }) => {
    const slopes = Float64Array.from(results.slice(from, (from += length)), ({ slope }) => slope);
    return length === 0 ? 0 : normOf(slopes) / Math.sqrt(length);
  });
};
