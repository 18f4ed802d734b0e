import {
  checkRun,
  completeResults,
  conclude,
  controlSample,
  guardCost,
  refuseOtherCost,
  reportToJson,
  type Check,
  type EngineDescription,
  type Ground,
} from '@gradproof/core';
import { checkId, type CheckSpec } from '../schemas/check-spec.ts';
import type { CheckResults } from '../schemas/check-results.ts';
import { decodeRun, encodeRun, type EncodedRun } from '../schemas/encoded-run.ts';
import { encodeGround, type EncodedGround, type MeasuredGround } from '../schemas/ground-result.ts';
import type { ConcludeJob, GroundJob, RunJob } from '../schemas/jobs.ts';
import type { VectorStore } from '../store/vector-store.ts';
import type { PreparedProblems } from './prepared-problems.ts';
import { completeGround, assertEngine, assertRunOf } from './assertions.ts';
import { resolvedOf } from './resolved-of.ts';

/** What is computed for the fleet, wherever it runs: away from the event loop that keeps the locks. */
export interface Processors {
  /** Evaluates J(θ) and measures the control. Throws InputError when J(θ) isn't the user's, StoreError, and the signal's reason. */
  readonly ground: (job: Pick<GroundJob, 'spec'>, signal?: AbortSignal) => Promise<EncodedGround>;
  /** Differentiates a run and compares. Throws FleetError for a run that isn't one of the problem's, StoreError, and the signal's reason. */
  readonly run: (job: Pick<RunJob, 'spec' | 'run'>, signal?: AbortSignal) => Promise<EncodedRun>;
  /** Adds up all runs, judges, and reports, as JSON. */
  readonly conclude: (
    job: Pick<ConcludeJob, 'spec' | 'runs'>,
    results: CheckResults,
    /** How long the check has taken by now. */
    before: number,
    signal?: AbortSignal,
  ) => Promise<string>;
  readonly dispose: () => Promise<void>;
}

/** What the check stands on, out of what was measured elsewhere. */
const groundFrom = (
  problem: Check['problem'],
  spec: CheckSpec,
  { ground }: MeasuredGround,
  signal: AbortSignal | undefined,
): Ground => ({
  ...ground,
  problem: problem.kind === 'function' ? guardCost(problem, signal) : problem,
  seconds: 0,
  control: null,
  sample: controlSample(problem, spec),
});

/** Creates the processors of one engine; `worker` names whoever computes in the results. */
export const createProcessors = (
  problems: PreparedProblems,
  vectors: VectorStore,
  engine: EngineDescription,
  worker: string,
): Processors => ({
  ground: async ({ spec }, signal) => {
    assertEngine(spec, engine);
    return problems.use(spec, async ({ check: { costValue }, groundOf }) => {
      const ground = await groundOf(signal);
      refuseOtherCost(ground.cost, costValue);
      const measured = (await ground.control?.measure(ground.sample, signal)) ?? null;
      return encodeGround(checkId(spec), { ground, measured }, worker);
    });
  },

  run: async ({ spec, run }, signal) => {
    assertEngine(spec, engine);
    return problems.use(spec, async ({ check: { problem, grad }, evaluator }) => {
      assertRunOf(problem, run);
      const { layout, theta } = problem;
      const sample = controlSample(problem, spec);
      const { epsilon, threshold } = spec;
      const shardCheck = { layout, theta, grad, epsilon, threshold, sample };
      const result = await checkRun(evaluator, run, shardCheck, signal);
      return encodeRun(checkId(spec), run, result, worker, vectors);
    });
  },

  conclude: async ({ spec, runs: expected }, encoded, before, signal) => {
    assertEngine(spec, engine);
    const found = completeGround(encoded, expected);
    const began = performance.now();
    const seconds = () => before + (performance.now() - began) / 1000;
    return problems.use(spec, async ({ check, evaluator }) => {
      const { problem, grad } = check;
      const { layout, theta } = problem;
      const resolved = resolvedOf(spec);
      const ground = groundFrom(problem, spec, found, signal);
      const { measured } = found;
      const runs = await Promise.all(encoded.runs.map((result) => decodeRun(layout, result, vectors)));
      const { sample } = ground;
      const { epsilon, threshold } = spec;
      const results = completeResults(runs, { layout, theta, grad, epsilon, threshold, sample });
      const report = await conclude(
        { check, resolved, engine, ground, measured, results, evaluator, seconds },
        signal,
      );
      return reportToJson(report);
    });
  },

  dispose: problems.dispose,
});
