import type { Baseline } from '../contract/baseline.ts';
import type { Check } from '../contract/check.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { answeredCosts } from '../differentiate/adaptive/evaluate-points.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { asksForTies } from '../differentiate/ties/asks-for-ties.ts';
import { measureSides } from '../differentiate/ties/measure-sides.ts';
import type { TieAnswer } from '../differentiate/ties/question.ts';
import { type Evidence, type ProbeOutcome, suspectEntries, type TieEvidence } from '../judge/evidence.ts';
import { judgeEvidence, taylorDisagrees } from '../judge/judge-evidence.ts';
import type { Verdict } from '../judge/verdict.ts';
import { ENTRY_DEVIATIONS } from '../numerics/deviations.ts';

/** What was found of coordinates that stand at kinks together. */
export interface MeasuredTies {
  /** Null where there is nothing to judge together. */
  readonly ties: TieEvidence | null;
  readonly evaluations: number;
}

const NONE: MeasuredTies = { ties: null, evaluations: 0 };

/** More coordinates at kinks than this are not judged together: each takes about a dozen evaluations. */
const MOST = 2000;

/** Whether J may have kinks that are to be judged together: several were seen; or, of a function, the gradient seems wrong, which kinks that no single coordinate shows may explain. */
const mayHaveTies = (evidence: Evidence, { problem }: Baseline): boolean => {
  const { kinks, search } = evidence.totals;
  if (!Number.isFinite(evidence.cost)) return false;
  if (search && search.jumps.length > 0) return false; // beside a jump each coordinate has its own slopes
  if (kinks.oneSided.count > 1) return true;
  if (problem.kind !== 'function' && kinks.at === 0) return false;
  if (evidence.probes !== null && problem.layout.size > MOST) return false; // it would take more than probing does
  return evidence.totals.tensors.every(({ nonFinite }) => nonFinite === null) && isDoubtful(evidence);
};

/** Whether the gradient seems wrong: entry by entry, or by the Taylor remainder, where claims of 0 are the slopes of a median's coordinates. */
const isDoubtful = (evidence: Evidence): boolean => {
  return judgeEvidence(evidence).verdict === 'incorrect' || isContradicted(evidence);
};

/** Whether every coordinate was looked at, and the Taylor remainder says otherwise than all of them. */
const isContradicted = (evidence: Evidence): boolean =>
  !evidence.isPartial && taylorDisagrees(evidence.taylor, judgeEvidence(evidence));

/** What is known of each coordinate's slope, and how far it may be off: where the gradient agrees with it, the gradient. */
const knownSlopes = (evidence: Evidence) => {
  const { grad, threshold, totals, places } = evidence;
  const slopes = Float64Array.from(grad);
  const errors = new Float64Array(grad.length);
  places.forEach((place, tensor) => {
    const { largestError } = totals.tensors[tensor]!;
    for (let i = place.start; i < place.end; i++) errors[i] = largestError + threshold * Math.abs(grad[i]!);
    for (const { coordinate, gradapprox, error } of suspectEntries(evidence, totals.suspects, place)) {
      slopes[coordinate] = gradapprox;
      errors[coordinate] = error;
    }
  });
  for (const { coordinate, gradapprox } of evidence.probes?.flatMap(({ wrongEntries }) => wrongEntries) ?? [])
    slopes[coordinate] = gradapprox;
  return { slopes, errors };
};

/**
 * Judges the coordinates that stand at kinks together (docs/method.md, "Ties"): a claim there is right if it is one of the gradients nearby, or a mixture
 * of some.
 */
export const measureTies = async (
  evidence: Evidence,
  { grad: claim }: Pick<Check, 'grad'>,
  baseline: Baseline,
  { seed }: Pick<ResolvedOptions, 'seed'>,
  signal: AbortSignal | undefined,
): Promise<MeasuredTies> => {
  if (!mayHaveTies(evidence, baseline)) return NONE;
  const { count, first } = evidence.totals.kinks.oneSided;
  const kinked = first.map(({ coordinate }) => coordinate);
  if (count > MOST) return { ties: unsettled(kinked), evaluations: 0 };
  const { problem, cost, costNoise: sigma } = baseline;
  const asFunction = kindOfProblem(problem).asFunction(problem);
  const { layout, theta } = asFunction;
  const place = {
    costs: answeredCosts(asFunction, signal),
    theta,
    cost,
    sigma,
    ...coordinateScales(layout, theta),
  };
  const known = knownSlopes(evidence);
  const sides = await measureSides(place, known, kinked);
  const claimError = evidence.claim.rounding.map((pi) => ENTRY_DEVIATIONS * pi);
  const question = { ...place, ...sides, claim, claimError, seed, signal };
  if (!asksForTies(question) && !isContradicted(evidence))
    return { ties: null, evaluations: sides.evaluations };
  const { decideTies } = await import('../differentiate/ties/decide-ties.ts'); // few checks need it, and it is a tenth of core
  const answer = await decideTies(question);
  const ties = evidenceOf(answer);
  const evaluations = sides.evaluations + answer.evaluations;
  if (ties === null || evidence.probes === null) return { ties, evaluations };
  const probed = ofProbes(ties, count, judgeEvidence(evidence).verdict);
  const isLayered = problem.kind === 'layered';
  return { ties: probed && isLayered ? withoutWrong(probed, evidence.probes) : probed, evaluations };
};

/**
 * Of probes the slopes of single coordinates aren't known, so that nothing is proved by them: where a claim that may be a gradient nearby seems wrong it is unsettled. What can't be decided says
 * nothing where no kinks were seen.
 */
const ofProbes = (ties: TieEvidence, kinks: number, verdict: Verdict): TieEvidence | null => {
  if (ties.verdict === 'unsettled' && kinks <= 1) return null;
  if (ties.verdict !== 'accepted') return ties;
  return verdict === 'incorrect' ? unsettled(ties.coordinates) : null;
};

/** Of a layered network the interval of a coordinate holds whatever its units' kinks allow: an entry beyond it is wrong by itself. */
const withoutWrong = (ties: TieEvidence, probes: readonly ProbeOutcome[]): TieEvidence => {
  const wrong = new Set(
    probes.flatMap(({ wrongEntries }) => wrongEntries.map(({ coordinate }) => coordinate)),
  );
  const kept = ties.coordinates.flatMap((coordinate, k) => (wrong.has(coordinate) ? [] : [k]));
  return {
    verdict: ties.verdict,
    coordinates: kept.map((k) => ties.coordinates[k]!),
    tolerance: Float64Array.from(kept, (k) => ties.tolerance[k]!),
  };
};

const unsettled = (coordinates: readonly number[]): TieEvidence => ({
  verdict: 'unsettled',
  coordinates,
  tolerance: new Float64Array(coordinates.length).fill(Infinity),
});

/** Null where there are no ties after all: then each coordinate is judged by itself. */
const evidenceOf = ({ verdict, by, tied, tolerance, direction }: TieAnswer): TieEvidence | null => {
  if (by === 'no ties') return null;
  if (direction === null) return { verdict, coordinates: tied, tolerance };
  const moved = tied.filter((coordinate) => direction[coordinate] !== 0);
  return { verdict, coordinates: moved, tolerance: new Float64Array(moved.length).fill(Infinity) };
};
