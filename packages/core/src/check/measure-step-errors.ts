import type { Baseline } from '../contract/baseline.ts';
import type { Evaluator } from '../contract/engine.ts';
import { INCREMENTAL_EPSILON, type ResolvedOptions } from '../contract/options.ts';
import { sampleCoordinates } from '../differentiate/control/sample-coordinates.ts';
import { createStepErrorAt, differencesOf, type StepError } from '../differentiate/control/step-error.ts';
import { createTruncationAt, NEARER, truncationOf } from '../differentiate/control/truncation.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';
import { type Evidence, type JudgedEntry, suspectEntries } from '../judge/evidence.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import { createRandom } from '../numerics/random.ts';

/** What a step that is given does to the differences. */
export interface StepErrors extends Pick<Evidence, 'stepErrors' | 'truncations'> {
  readonly evaluations: number;
}

const NONE: StepErrors = { stepErrors: new Map(), truncations: [], evaluations: 0 };

/** Entries of a tensor that tell of its truncation as a whole. */
export const SAMPLED = 16;

/** Entries of a tensor that are measured first; each time they decide nothing, twice as many are. */
const FIRST = 16;

/** What the step does at a coordinate, of which so much is beyond its known error. */
type StepErrorAt = (coordinate: number, residual: number) => Promise<StepError>;

/** By values for the textbook method; by increments of a step that has no truncation, since they don't cancel. */
const createMeasurement = (
  baseline: Baseline,
  { method, epsilon }: ResolvedOptions,
  evaluator: Evaluator,
  signal: AbortSignal | undefined,
): StepErrorAt => {
  const { problem, cost } = baseline;
  if (method === 'textbook') {
    const differences = differencesOf(evaluator, kindOfProblem(problem).asFunction(problem), cost, signal);
    return createStepErrorAt(differences, baseline, epsilon);
  }
  const truncationAt = createTruncationAt(evaluator, { method, epsilon }, signal);
  return async (coordinate) => {
    const shard = { start: coordinate, end: coordinate + 1 };
    const { values } = await evaluator.derivatives(shard, epsilon, signal);
    const error = await truncationAt({ coordinate, gradapprox: values[0]! });
    return { error, change: error / truncationOf(1, 0), evaluations: 0 };
  };
};

/**
 * Truncation, and kinks within the step, where the step is given: of the entries that the verdict hangs on, added to their errors; and of a few
 * seeded entries of each tensor, whose size says what the others may have.
 */
export const measureStepErrors = async (
  evidence: Evidence,
  baseline: Baseline,
  options: ResolvedOptions,
  evaluator: Evaluator,
  signal: AbortSignal | undefined,
): Promise<StepErrors> => {
  const { adaptive, method, epsilon, seed } = options;
  const hasTruncation = method === 'incremental' ? epsilon > INCREMENTAL_EPSILON : !adaptive;
  if (!hasTruncation || evidence.probes !== null) return NONE;
  let evaluations = 0;
  const measurement = createMeasurement(baseline, options, evaluator, signal);
  const measure = async (coordinate: number, residual: number) => {
    const measured = await measurement(coordinate, residual);
    evaluations += measured.evaluations;
    return measured;
  };
  const deciding = await errorsThatDecide(
    evidence,
    async ({ coordinate, grad, gradapprox }) =>
      (await measure(coordinate, Math.abs(grad - gradapprox))).error,
  );
  const variance = method === 'textbook' ? changeVariance(baseline.costNoise, epsilon) : 0;
  const truncations: number[] = [];
  for (const [tensor, place] of evidence.places.entries()) {
    const changes: number[] = [];
    const compared = evidence.totals.tensors[tensor]!.coordinates;
    for (const coordinate of compared > 0 ? sampleOf(place, seed) : [])
      changes.push((await measure(coordinate, Infinity)).change);
    truncations.push(truncationFrom(changes, variance, compared));
  }
  return { stepErrors: deciding, truncations, evaluations };
};

/** The variance of D(ε) − D(NEARER·ε) that the noise of J makes. */
const changeVariance = (sigma: number, epsilon: number): number =>
  (sigma ** 2 * (1 + NEARER ** -2)) / (2 * epsilon ** 2);

/** ‖truncation‖ of n entries, as some show it beyond noise. NaN where J isn't finite counts as nothing: such entries have no difference at all. */
const truncationFrom = (changes: readonly number[], variance: number, size: number): number => {
  const finite = changes.filter(Number.isFinite);
  if (finite.length === 0) return 0;
  const mean = finite.reduce((sum, change) => sum + change ** 2, 0) / finite.length;
  return truncationOf(Math.sqrt(Math.max(0, mean - variance) * size), 0);
};

/** Some coordinates of a tensor, the same for every sharding. */
const sampleOf = ({ start, end }: Evidence['places'][number], seed: number): number[] => {
  const layout = {
    tensors: [{ name: '', shape: [end - start], offset: 0, size: end - start }],
    size: end - start,
  };
  return sampleCoordinates(layout, SAMPLED, createRandom(seed)).map((coordinate) => start + coordinate);
};

/** Entries that are beyond their errors, by tensor, those that are farthest first. */
const entriesBeyond = (evidence: Evidence): JudgedEntry[][] =>
  evidence.places.map((place) => {
    const beyond = ({ grad, gradapprox, error }: JudgedEntry) => Math.abs(grad - gradapprox) - error;
    return [...suspectEntries(evidence, evidence.totals.suspects, place)]
      .filter((entry) => beyond(entry) > 0)
      .sort((a, b) => beyond(b) - beyond(a));
  });

/**
 * The errors of the entries that the verdict of each tensor hangs on: from the farthest, until those that were measured refute it by themselves, or
 * the others don't refute it.
 */
const errorsThatDecide = async (
  evidence: Evidence,
  errorOf: (entry: JudgedEntry) => Promise<number>,
): Promise<ReadonlyMap<number, number>> => {
  const entries = entriesBeyond(evidence);
  const errors = new Map<number, number>();
  const isRefuted = (tensor: number, others: number): boolean => {
    const rest = entries[tensor]!.filter(({ coordinate }) => !errors.has(coordinate));
    const stepErrors = new Map([...errors, ...rest.map(({ coordinate }) => [coordinate, others] as const)]);
    return judgeEvidence({ ...evidence, stepErrors }).tensors[tensor]!.verdict === 'incorrect';
  };
  for (const [tensor, beyond] of entries.entries()) {
    let from = 0;
    for (let until = FIRST; from < beyond.length && isRefuted(tensor, 0); until *= 2) {
      if (from > 0 && isRefuted(tensor, Infinity)) break;
      for (const entry of beyond.slice(from, until)) errors.set(entry.coordinate, await errorOf(entry));
      from = until;
    }
  }
  return errors;
};
