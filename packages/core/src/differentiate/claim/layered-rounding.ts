import type { Layout } from '@gradproof/flatteners';
import { createEventLoopYielder } from '../../async/event-loop-yield.ts';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import {
  fitsFormat,
  floatFormats,
  roundToFormat,
  subnormalUnitOf,
  unitRoundOffOf,
} from '../../numerics/float-formats.ts';
import {
  exactly,
  type PseudoRounding,
  pseudoRounding,
  rememberingSides,
  type RoundingUnits,
} from './pseudo-rounding.ts';
import { rootMeanSquares } from './root-mean-squares.ts';
import { UNDERFLOW } from './underflow.ts';
import { createRoundedPass, type Inputs, type RoundedPass } from './rounded-pass.ts';

/**
 * Samples of the rounding. An error of the same size as theirs is beyond x times their root mean square as often as Student's t of as many degrees of freedom is beyond x,
 * where it all comes of one rounding, as that of a tensor of one entry may. Of a library's rounding, which is half of ours, that is beyond 6 once in 500,000; of four samples once in 3,600.
 */
const SAMPLES = 8;

/** Samples of float64's roundings are taken so many times as large, and divided again: passes that run in float64 themselves couldn't tell them from their own. */
const MAGNIFICATION = 2 ** 8;

/**
 * π of a layered network's gradient, [P]: the root mean square of K samples of backward propagation's rounding, entry by entry, and what comes of
 * parameters and examples that the precision doesn't hold: |∇J at the rounded ones − ∇J|.
 *
 * @param seed Another one is another sample.
 * @param signal Ends it early.
 * @returns π, and how many backward propagations it took.
 * @throws The signal's reason.
 */
export const layeredRounding = async (
  problem: LayeredProblem,
  precision: GradientPrecision,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly pi: Float64Array; readonly evaluations: number }> => {
  const pass = createRoundedPass(problem, createEventLoopYielder(signal));
  const known = rememberingSides();
  const exact = await pass(problem, known.exactly);
  const roundingOf = precision === 'float64' ? known.onSameSides : (rounding: PseudoRounding) => rounding;
  const sampled = await deviations({ pass, inputs: problem, exact, precision, seed, roundingOf });
  const pi = withShare(sampled, problem.layout, precision);
  const rounded = roundedInputs(problem, precision);
  const moved = rounded && (await pass(rounded, exactly));
  const least = UNDERFLOW[precision];
  for (let i = 0; i < pi.length; i++)
    pi[i] = orInfinite(pi[i]! + (moved ? Math.abs(moved[i]! - exact[i]!) : 0) + least);
  return { pi, evaluations: 1 + SAMPLES + (moved ? 1 : 0) };
};

/** What can't be had is no bound: infinite. */
const orInfinite = (x: number): number => (Number.isNaN(x) ? Infinity : x);

/** A 16-bit entry's part of its tensor's root mean square at least: there kinks are crossed everywhere, and eight samples miss what happens to one entry alone. */
const SHARE = 1 / 2;

const withShare = (pi: Float64Array, layout: Layout, precision: GradientPrecision): Float64Array => {
  if (precision === 'float64' || precision === 'float32') return pi;
  const ofTensors = rootMeanSquares(layout, pi);
  return pi.map((own, i) => Math.max(own, SHARE * ofTensors[i]!));
};

/** What is sampled, and what becomes of each sample's rounding. */
interface Sampled {
  readonly pass: RoundedPass;
  readonly inputs: Inputs;
  readonly exact: Float64Array;
  readonly precision: GradientPrecision;
  readonly seed: number;
  readonly roundingOf: (rounding: PseudoRounding) => PseudoRounding;
}

/** √(mean of (sample − exact)²), entry by entry. */
const deviations = async ({
  pass,
  inputs,
  exact,
  precision,
  seed,
  roundingOf,
}: Sampled): Promise<Float64Array> => {
  const magnification = precision === 'float64' ? MAGNIFICATION : 1;
  const ofResults = unitRoundOffOf(precision) * magnification;
  const units: RoundingUnits = {
    ofResults,
    ofSums: Math.min(ofResults, unitRoundOffOf('float32')), // tensor cores, PyTorch and NumPy add 16-bit numbers up in float32
    smallest: subnormalUnitOf(precision),
    magnification,
  };
  const largest = new Float64Array(exact.length);
  const drawn: Float64Array[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const gradient = await pass(inputs, roundingOf(pseudoRounding(units, seed * SAMPLES + sample + 1)));
    for (let i = 0; i < exact.length; i++) {
      gradient[i] = Math.abs(gradient[i]! - exact[i]!) / magnification;
      largest[i] = Math.max(largest[i]!, gradient[i]!);
    }
    drawn.push(gradient);
  }
  return largest.map((most, i) => {
    if (!(most > 0 && most < Infinity)) return most;
    const squares = drawn.reduce((sum, errors) => sum + (errors[i]! / most) ** 2, 0); // scaled: no square underflows
    return most * Math.sqrt(squares / SAMPLES);
  });
};

/** The parameters and examples as the precision holds them; null where it holds them as they are. */
const roundedInputs = ({ theta, X, Y }: LayeredProblem, precision: GradientPrecision): Inputs | null => {
  const format = floatFormats[precision];
  const holds = (values: Float64Array) => values.every((value) => fitsFormat(value, format));
  if ([theta, X.data, Y.data].every(holds)) return null;
  const rounded = (values: Float64Array) => values.map((value) => roundToFormat(value, format));
  return {
    theta: rounded(theta),
    X: { shape: X.shape, data: rounded(X.data) },
    Y: { shape: Y.shape, data: rounded(Y.data) },
  };
};
