import type { TensorTotals } from '../contract/sums.ts';
import { ROOT_MEAN_SQUARE } from '../numerics/direction.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';
import { type Evidence, type ProbeOutcome, type TieEvidence, tiesOf, undecidedBy } from './evidence.ts';
import type { TensorEvidence } from './rule.ts';
import type { Unit } from './unit.ts';

/**
 * Kinks of either sign may add up to anything: a probe that meets one refutes nothing. Nor does an entry that is judged together with others: the tie test
 * says what it is.
 */
const isWrong = ({ wrongEntries, failing, obstacle }: ProbeOutcome, ties: TieEvidence | null): boolean => {
  const together = new Set(ties?.coordinates);
  const alone = wrongEntries.filter(({ coordinate }) => !together.has(coordinate));
  return alone.length > 0 || (failing && obstacle === null && wrongEntries.length === 0);
};

/**
 * What probes say of a tensor of n entries, in the terms of the rule: all norms are those of values along a direction v, ‖v‖/√n of the norms. What is
 * beyond the threshold is decided probe by probe (probe/prober.ts), so that it is all or nothing here.
 */
export const probeEvidence = (
  {
    claim,
    places,
    cost,
    engineError,
    ties,
  }: Pick<Evidence, 'claim' | 'places' | 'cost' | 'engineError' | 'ties'>,
  totals: TensorTotals,
  outcome: ProbeOutcome,
  tensor: number,
  { norm, perOne }: Unit,
): TensorEvidence => {
  const { start, end } = places[tensor]!;
  const rounding = claim.rounding.subarray(start, end);
  const [given, numerical] = [norm(totals.grad), norm(totals.gradapprox)];
  const beyond = isWrong(outcome, ties) ? Infinity : 0;
  const isUndecided = undecidedBy(ties).some((coordinate) => coordinate >= start && coordinate < end);
  const error = outcome.obstacle === null && !isUndecided ? perOne * outcome.bound : Infinity;
  return {
    claim: ROOT_MEAN_SQUARE * given,
    numerical: ROOT_MEAN_SQUARE * numerical,
    beyond,
    beyondRounding: beyond,
    error,
    kinkError: outcome.obstacle === 'kink' || outcome.obstacle === 'jump' ? Infinity : 0,
    stepError: 0,
    largestError: error,
    rounding: ROOT_MEAN_SQUARE * norm(sumOfSquares(rounding)),
    largestRounding: 0,
    engineError: ROOT_MEAN_SQUARE * engineError * (given + numerical),
    unseenError: 0,
    isFinite: totals.nonFinite === null && Number.isFinite(cost),
    ties: tiesOf({ ties, places }, tensor),
    isFlat: totals.unmoved !== null && totals.unmoved.entries === end - start,
  };
};
