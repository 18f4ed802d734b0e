import type { Baseline } from '../contract/baseline.ts';
import type { Check } from '../contract/check.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { answeredCosts } from '../differentiate/adaptive/evaluate-points.ts';
import { coordinateScales } from '../differentiate/adaptive/scales.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { asksForTies } from '../differentiate/ties/asks-for-ties.ts';
import { measureSides } from '../differentiate/ties/measure-sides.ts';
import type { TieAnswer, TieQuestion } from '../differentiate/ties/question.ts';
import { type Evidence, type ProbeOutcome, suspectEntries, type TieEvidence } from '../judge/evidence.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
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

/**
 * Whether J may have kinks that are to be judged together: several were seen; or no single coordinate need show them. Where every coordinate's slope is known that is measured; where not, it is
 * asked if the gradient seems wrong.
 */
const mayHaveTies = (evidence: Evidence, { problem }: Baseline): boolean => {
  const { kinks, search } = evidence.totals;
  if (!Number.isFinite(evidence.cost)) return false;
  if (search && search.jumps.length > 0) return false; // beside a jump each coordinate has its own slopes
  if (kinks.oneSided.count > 1) return true;
  if (problem.kind !== 'function' && kinks.at === 0) return false;
  if (evidence.probes !== null && problem.layout.size > MOST) return false; // it would take more than probing does
  if (evidence.totals.tensors.some(({ nonFinite }) => nonFinite !== null)) return false;
  return (
    (problem.kind === 'function' && !evidence.isPartial) || judgeEvidence(evidence).verdict === 'incorrect'
  );
};

/**
 * Whether the coordinates' own intervals don't decide. Units show all kinks of a layered network; of a function whose slopes aren't all known doubt suffices, and where they are
 * it is asked whether they add up.
 */
const needsTies = async (question: TieQuestion, isFunction: boolean, isPartial: boolean) => {
  if (asksForTies(question)) return { needed: true, evaluations: 0 };
  if (!isFunction || isPartial) return { needed: isFunction, evaluations: 0 };
  const { slopesAddUp } = await import('../differentiate/ties/slopes-add-up.ts'); // as below
  const { addUp, evaluations } = await slopesAddUp(question);
  return { needed: !addUp, evaluations };
};

/** What is known of each coordinate's slope, and how far it may be off: where the gradient agrees with it, the gradient; of probes that is off by its own rounding. */
const knownSlopes = (evidence: Evidence, claimError: Float64Array) => {
  const { grad, threshold, totals, places, noiseError, probes } = evidence;
  const slopes = Float64Array.from(grad);
  const errors = new Float64Array(grad.length);
  places.forEach((place, tensor) => {
    const { largestError } = totals.tensors[tensor]!;
    for (let i = place.start; i < place.end; i++)
      errors[i] = largestError + noiseError + threshold * Math.abs(grad[i]!) + (probes ? claimError[i]! : 0);
    for (const { coordinate, gradapprox, error } of suspectEntries(evidence, totals.suspects, place)) {
      slopes[coordinate] = gradapprox;
      errors[coordinate] = error;
    }
  });
  for (const { coordinate, gradapprox } of probes?.flatMap(({ wrongEntries }) => wrongEntries) ?? [])
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
  const claimError = evidence.claim.rounding.map((pi) => ENTRY_DEVIATIONS * pi);
  const known = knownSlopes(evidence, claimError);
  const sides = await measureSides(place, known, kinked);
  const off = claim.map((g, i) => {
    const rest = Math.abs(g - known.slopes[i]!);
    return rest > known.errors[i]! + claimError[i]! ? rest : 0;
  });
  const question = { ...place, ...sides, claim, claimError, off, seed, signal };
  const asked = await needsTies(question, problem.kind === 'function', evidence.isPartial);
  const before = sides.evaluations + asked.evaluations;
  if (!asked.needed) return { ties: null, evaluations: before };
  const { decideTies } = await import('../differentiate/ties/decide-ties.ts'); // few checks need it, and it is a tenth of core
  const answer = await decideTies(question);
  const ties = evidenceOf(answer, kinked);
  const evaluations = before + answer.evaluations;
  const told =
    ties && evidence.probes
      ? ofProbes(ties, count === 0 && answer.by === 'noise', judgeEvidence(evidence).verdict)
      : ties;
  return { ties: told && problem.kind === 'layered' ? ofLayers(told, evidence.probes) : told, evaluations };
};

/** Of probes the slopes of single coordinates aren't known, so that nothing is proved by them: where a claim that may be a gradient nearby seems wrong it is unsettled. Ties that noise hides, if there are any, say nothing. */
const ofProbes = (ties: TieEvidence, isHidden: boolean, verdict: Verdict): TieEvidence | null => {
  if (isHidden) return null;
  if (ties.verdict !== 'accepted') return ties;
  return verdict === 'incorrect' ? unsettled(ties.coordinates) : null;
};

/** Of a layered network the interval of a coordinate holds whatever its units' kinks allow: an entry beyond it is wrong by itself. */
const ofLayers = (ties: TieEvidence, probes: readonly ProbeOutcome[] | null): TieEvidence => {
  const wrong = new Set(
    probes?.flatMap(({ wrongEntries }) => wrongEntries.map(({ coordinate }) => coordinate)),
  );
  const kept = ties.coordinates.flatMap((coordinate, k) => (wrong.has(coordinate) ? [] : [k]));
  return {
    verdict: ties.verdict,
    coordinates: kept.map((k) => ties.coordinates[k]!),
    tolerance: Float64Array.from(kept, (k) => ties.tolerance[k]!),
    intervalsHold: true,
  };
};

const unsettled = (coordinates: readonly number[]): TieEvidence => ({
  verdict: 'unsettled',
  coordinates,
  tolerance: new Float64Array(coordinates.length).fill(Infinity),
});

/** Null where there are no ties after all: then each coordinate is judged by itself. Undecided are also those that were seen at kinks too faint for the test. */
const evidenceOf = (
  { verdict, by, tied, tolerance, direction }: TieAnswer,
  kinked: readonly number[],
): TieEvidence | null => {
  if (by === 'no ties' && kinked.length <= 1) return null;
  if (verdict === 'unsettled') return unsettled([...new Set([...tied, ...kinked])].sort((a, b) => a - b));
  if (direction === null) return { verdict, coordinates: tied, tolerance };
  const moved = tied.filter((coordinate) => direction[coordinate] !== 0);
  return { verdict, coordinates: moved, tolerance: new Float64Array(moved.length).fill(Infinity) };
};
