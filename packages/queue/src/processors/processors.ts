import {
  assertCostValue,
  type Baseline,
  type Check,
  checkRun,
  completeResults,
  controlSample,
  type EngineDescription,
  guardProblem,
  judgeAndReportShards,
  reportToJson,
} from '@gradproof/core/fleet';
import { encodeBaseline, type EncodedBaseline, type MeasuredBaseline } from '../schemas/baseline-result.ts';
import type { CheckResults } from '../schemas/check-results.ts';
import { checkId, type CheckSpec } from '../schemas/check-spec.ts';
import { decodeRun, type EncodedRun, encodeRun } from '../schemas/encoded-run.ts';
import type { BaselineJob, ConcludeJob, RunJob } from '../schemas/jobs.ts';
import type { VectorStore } from '../store/vector-store.ts';
import { assertEngine, assertRunOf, completeBaseline } from './assertions.ts';
import type { PreparedProblems } from './prepared-problems.ts';
import { resolvedOf } from './resolved-of.ts';

/** What the jobs of a check compute: in another process than the event loop that renews their locks. */
export interface Processors {
  /** Evaluates J(θ) and measures the control. Throws InputError when J(θ) isn't the user's, StoreError, and the signal's reason. */
  readonly baseline: (job: Pick<BaselineJob, 'spec'>, signal?: AbortSignal) => Promise<EncodedBaseline>;
  /** Differentiates a run and compares. Throws FleetError for a run that isn't one of the problem's, StoreError, and the signal's reason. */
  readonly run: (job: Pick<RunJob, 'spec' | 'run'>, signal?: AbortSignal) => Promise<EncodedRun>;
  /** Adds up all runs, judges, and reports, as JSON. */
  readonly conclude: (
    job: Pick<ConcludeJob, 'spec' | 'runs'>,
    results: CheckResults,
    /** Seconds since the check was submitted. */
    before: number,
    signal?: AbortSignal,
  ) => Promise<string>;
  readonly dispose: () => Promise<void>;
}

/** The baseline of the check, from what another job measured. */
const baselineFrom = (
  problem: Check['problem'],
  spec: CheckSpec,
  { baseline }: MeasuredBaseline,
  signal: AbortSignal | undefined,
): Baseline => ({
  ...baseline,
  problem: guardProblem(problem, signal),
  seconds: 0,
  control: null,
  sample: controlSample(problem, spec),
});

/** What processors compute with. */
interface Equipment {
  readonly problems: PreparedProblems;
  readonly vectors: VectorStore;
  readonly engine: EngineDescription;
  /** Who computes, named in the results. */
  readonly worker: string;
}

/** What a check's runs are compared by. */
const shardCheckOf = ({ problem, grad }: Check, spec: CheckSpec) => {
  const { layout, theta } = problem;
  const { epsilon, threshold } = spec;
  return { layout, theta, grad, epsilon, threshold, sample: controlSample(problem, spec) };
};

const measureCheckBaseline = (
  { problems, worker }: Equipment,
  spec: CheckSpec,
  signal: AbortSignal | undefined,
): Promise<EncodedBaseline> =>
  problems.use(spec, async ({ check, baselineOf }) => {
    const baseline = await baselineOf(signal);
    assertCostValue(baseline.cost, check);
    const measured = (await baseline.control?.measure(baseline.sample, signal)) ?? null;
    return encodeBaseline(checkId(spec), { baseline, measured }, worker);
  });

const computeRun = (
  { problems, vectors, worker }: Equipment,
  { spec, run }: Pick<RunJob, 'spec' | 'run'>,
  signal: AbortSignal | undefined,
): Promise<EncodedRun> =>
  problems.use(spec, async ({ check, evaluator }) => {
    assertRunOf(check.problem, run);
    const result = await checkRun(evaluator, run, shardCheckOf(check, spec), signal);
    return encodeRun(checkId(spec), run, result, worker, vectors);
  });

/** Seconds from now on, added to those before. */
const secondsSince = (before: number) => {
  const began = performance.now();
  return (): number => before + (performance.now() - began) / 1000;
};

const concludeCheck = (
  { problems, vectors, engine }: Equipment,
  { spec, runs: expected }: Pick<ConcludeJob, 'spec' | 'runs'>,
  encoded: CheckResults,
  before: number,
  signal: AbortSignal | undefined,
): Promise<string> => {
  const measuredBaseline = completeBaseline(encoded, expected);
  const seconds = secondsSince(before);
  return problems.use(spec, async ({ check, evaluator }) => {
    const { problem } = check;
    const resolved = resolvedOf(spec);
    const baseline = baselineFrom(problem, spec, measuredBaseline, signal);
    const { measured } = measuredBaseline;
    const runs = await Promise.all(encoded.runs.map((result) => decodeRun(problem.layout, result, vectors)));
    const results = completeResults(runs, shardCheckOf(check, spec));
    const report = await judgeAndReportShards(
      { check, resolved, engine, baseline, measured, results, evaluator, seconds },
      signal,
    );
    return reportToJson(report);
  });
};

/**
 * Creates the processors of one engine.
 *
 * @param problems Problems out of the store, ready to be differentiated.
 * @param vectors Where the vectors of results go that are too large for a job.
 * @param engine What the engine says of itself: checks of another are refused.
 * @param worker Who computes, named in the results.
 */
export const createProcessors = (
  problems: PreparedProblems,
  vectors: VectorStore,
  engine: EngineDescription,
  worker: string,
): Processors => {
  const equipment: Equipment = { problems, vectors, engine, worker };
  return {
    baseline: async ({ spec }, signal) => {
      assertEngine(spec, engine);
      return measureCheckBaseline(equipment, spec, signal);
    },
    run: async (job, signal) => {
      assertEngine(job.spec, engine);
      return computeRun(equipment, job, signal);
    },
    conclude: async (job, results, before, signal) => {
      assertEngine(job.spec, engine);
      return concludeCheck(equipment, job, results, before, signal);
    },
    dispose: problems.dispose,
  };
};
