import type { TensorTotals } from '../contract/sums.ts';
import { ENTRY_DEVIATIONS } from '../numerics/deviations.ts';
import { norm, sumOfSquares } from '../numerics/sum-of-squares.ts';
import { type Evidence, suspectEntries, tiesOf, tolerancesOf, undecidedBy } from './evidence.ts';
import type { TensorEvidence } from './rule.ts';
import type { Unit } from './unit.ts';

/** The 2-norm of some numbers. */
const normOf = (values: readonly number[]): number => norm(sumOfSquares(Float64Array.from(values)));

/** π of the coordinates that were compared. */
const roundingOf = ({ claim, drawn, places }: Evidence, tensor: number): Float64Array => {
  const { start, end } = places[tensor]!;
  const coordinates = drawn?.[tensor];
  if (!coordinates) return claim.rounding.subarray(start, end);
  return Float64Array.from(coordinates, (coordinate) => claim.rounding[coordinate]!);
};

/** X and Y: of the blocks that are within the threshold by themselves what their sums say (for Y that is nothing), of suspects by entry. */
const residuals = (evidence: Evidence, totals: TensorTotals, tensor: number, { norm, perOne }: Unit) => {
  const beyond: number[] = [norm(totals.beyond)];
  const beyondRounding: number[] = [];
  for (const entry of suspectEntries(evidence, evidence.totals.suspects, evidence.places[tensor]!)) {
    const { grad, gradapprox, error, rounding } = entry;
    if (!(error < Infinity)) continue; // nothing is known of it
    const rest = Math.abs(perOne * grad - perOne * gradapprox) - perOne * error;
    beyond.push(Math.max(0, rest));
    beyondRounding.push(Math.max(0, rest - ENTRY_DEVIATIONS * perOne * rounding));
  }
  return { beyond: normOf(beyond), beyondRounding: normOf(beyondRounding) };
};

const largestIn = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);

/** ‖e‖ by the triangle inequality, and the largest e: the parts are known by entry, by norm, and the same for all. */
const errorsOf = (evidence: Evidence, totals: TensorTotals, tensor: number, { norm, perOne }: Unit) => {
  const { error, kinkError, largestError, coordinates } = totals;
  const { start, end } = evidence.places[tensor]!;
  const { noiseError, stepErrors, ties } = evidence;
  const within = (errors: ReadonlyMap<number, number>): number[] =>
    [...errors].flatMap(([coordinate, e]) => (coordinate >= start && coordinate < end ? [perOne * e] : []));
  const undecided = undecidedBy(ties).map((coordinate) => [coordinate, Infinity] as const);
  const [steps, tied] = [within(stepErrors), within(new Map([...tolerancesOf(ties), ...undecided]))];
  const ofTies = largestIn(tied) < Infinity ? normOf(tied) : Infinity;
  return {
    error: norm(error) + perOne * noiseError * Math.sqrt(coordinates) + normOf(steps) + ofTies,
    kinkError: norm(kinkError) + ofTies,
    stepError: normOf(steps),
    largestError: perOne * (largestError + noiseError) + largestIn(steps) + largestIn(tied),
  };
};

/** A: where a tie's claim is accepted it is the numerical value, whatever the coordinate's own slope is. */
const numericalNorm = (
  evidence: Evidence,
  totals: TensorTotals,
  tensor: number,
  { norm, perOne }: Unit,
): number => {
  const own = norm(totals.gradapprox);
  const accepted = tolerancesOf(evidence.ties);
  if (accepted.size === 0) return own;
  const { start, end } = evidence.places[tensor]!;
  let square = own ** 2;
  for (const suspect of evidence.totals.suspects) {
    if (suspect.start < start || suspect.start >= end) continue;
    suspect.gradapprox.forEach((slope, k) => {
      const coordinate = suspect.start + k;
      if (!accepted.has(coordinate) || !Number.isFinite(slope)) return;
      square += (perOne * evidence.grad[coordinate]!) ** 2 - (perOne * slope) ** 2;
    });
  }
  return Math.sqrt(Math.max(0, square));
};

/** What entries that were compared one by one say of a tensor, in the unit. */
export const tensorEvidence = (evidence: Evidence, tensor: number, unit: Unit): TensorEvidence => {
  const totals = evidence.totals.tensors[tensor]!;
  const [claim, numerical] = [unit.norm(totals.grad), numericalNorm(evidence, totals, tensor, unit)];
  const rounding = roundingOf(evidence, tensor);
  return {
    claim,
    numerical,
    ...residuals(evidence, totals, tensor, unit),
    ...errorsOf(evidence, totals, tensor, unit),
    rounding: unit.norm(sumOfSquares(rounding)),
    engineError: evidence.engineError * (claim + numerical),
    unseenError: unit.perOne * (evidence.truncations[tensor] ?? 0),
    largestRounding: unit.perOne * rounding.reduce((most, value) => Math.max(most, value), 0),
    isFinite: totals.nonFinite === null && Number.isFinite(evidence.cost),
    ties: tiesOf(evidence, tensor),
    isFlat: totals.unmoved !== null && totals.unmoved.entries === totals.coordinates,
  };
};
