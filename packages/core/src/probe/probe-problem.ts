import { nonFiniteIn } from '../compare/non-finite-entries.ts';
import type { Baseline } from '../contract/baseline.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import { placesIn } from '../diagnose/evidence/layer-place.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import { createRandom } from '../numerics/random.ts';
import { partOfNorm } from '../numerics/sum-of-squares.ts';
import { probeTensor } from './probe-tensor.ts';
import { aggregateOf, sumOver, totalsOf } from './probe-totals.ts';
import type { Slopes } from './slopes.ts';
import type { ProbedTensor } from './tensor-probe.ts';

/** A gradient that is to be probed. */
export interface ProbedCheck {
  readonly grad: Float64Array;
  /** π, [P]: the rounding that a right claim carries. */
  readonly rounding: Float64Array;
  /** The largest relative difference that the engine's arithmetic explains. */
  readonly engineError: number;
  readonly options: Pick<ResolvedOptions, 'threshold' | 'seed'>;
  readonly baseline: Pick<Baseline, 'problem' | 'cost'>;
  readonly slopes: Slopes;
  /** The second opinion on the incremental method; null for others. */
  readonly control: ControlResult | null;
  readonly onTensor: (coordinatesDone: number) => void;
}

/** What probing found. */
export interface ProbedProblem {
  readonly totals: Aggregate;
  /** One per tensor. */
  readonly probed: readonly ProbedTensor[];
  /** The gradient with all that was found wrong repaired, [P]. */
  readonly repaired: Float64Array;
  readonly control: ControlResult | null;
  /** Coordinates at which J jumps. */
  readonly jumps: readonly number[];
  /** The median of the steps taken; null when none was. */
  readonly step: number | null;
}

const NOT_PROBED: ProbedTensor = {
  wrongEntries: [],
  kinks: [],
  alone: 0,
  failing: true,
  isRepaired: false,
  explanation: null,
  obstacle: null,
  rest: NaN,
  bound: NaN,
  visible: NaN,
};

const randomOf = (seed: number, family: number) =>
  createRandom((seed ^ Math.imul(family + 1, 0x9e3779b9)) >>> 0); // an odd number near 2³²/φ spreads neighbouring families

/** Probes every tensor, and finds the entries behind what fails. */
export const probeProblem = async (check: ProbedCheck): Promise<ProbedProblem> => {
  const { grad, options, baseline, slopes, control, engineError, onTensor } = check;
  const { problem } = baseline;
  const { layout, theta } = problem;
  const repaired = Float64Array.from(grad);
  const probed: ProbedTensor[] = [];
  const totals: TensorTotals[] = [];
  const placeOf = placesIn(problem, () => null);
  for (const [family, slot] of layout.tensors.entries()) {
    const tensor = { start: slot.offset, end: slot.offset + slot.size };
    const nonFinite = nonFiniteIn(grad, tensor);
    const squares = sumOver(layout, grad.subarray(tensor.start, tensor.end), tensor);
    const tolerated = partOfNorm(squares, 2 * (options.threshold + engineError)); // were it infinite, everything would be
    const rounding = check.rounding.subarray(tensor.start, tensor.end);
    const random = randomOf(options.seed, family);
    const probe = {
      slopes,
      slot,
      place: placeOf(family),
      theta,
      tensor,
      family,
      tolerated,
      rounding,
      random,
    };
    const canProbe = nonFinite === null && Number.isFinite(baseline.cost);
    const outcome = canProbe ? await probeTensor({ ...probe, grad: repaired }) : NOT_PROBED;
    probed.push(outcome);
    totals.push(totalsOf(layout, grad, repaired, tensor, outcome, nonFinite));
    onTensor(tensor.end);
  }
  return {
    totals: aggregateOf(totals, probed, slopes.evaluations()),
    probed,
    repaired,
    control,
    jumps: probed.flatMap(({ kinks }) => kinks).flatMap((kink) => (kink.isJump ? [kink.coordinate] : [])),
    step: slopes.step(),
  };
};
