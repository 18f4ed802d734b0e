import {
  blocksOf,
  checkRun,
  completeResults,
  conclude,
  controlSample,
  groundOf,
  refuseOtherCost,
  reportToJson,
  type Check,
  type EngineDescription,
  type Ground,
  type ResolvedOptions,
  type Run,
} from '@gradproof/core';
import { FleetError } from '../connection/fleet-error.ts';
import { checkId, type CheckSpec } from '../schemas/check-spec.ts';
import type { CheckResults } from '../schemas/check-results.ts';
import {
  decodeGround,
  encodeGround,
  type EncodedGround,
  type MeasuredGround,
} from '../schemas/ground-result.ts';
import { runText, type ConcludeJob, type GroundJob, type RunJob } from '../schemas/jobs.ts';
import { decodeRunResult, encodeRunResult, type EncodedRunResult } from '../schemas/run-result.ts';
import type { VectorStore } from '../schemas/suspects.ts';
import type { PreparedProblems } from './prepared-problems.ts';

/** What is computed for the fleet, wherever it runs: away from the event loop that keeps the locks. */
export interface Processors {
  /** Evaluates J(θ) and measures the control. Throws InputError when J(θ) isn't the user's, StoreError, and the signal's reason. */
  readonly ground: (job: Pick<GroundJob, 'spec'>, signal?: AbortSignal) => Promise<EncodedGround>;
  /** Differentiates a run and compares. Throws FleetError for a run that isn't one of the problem's, StoreError, and the signal's reason. */
  readonly run: (job: Pick<RunJob, 'spec' | 'run'>, signal?: AbortSignal) => Promise<EncodedRunResult>;
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

const resolvedOf = ({ method, epsilon, threshold, seed }: CheckSpec): ResolvedOptions => ({
  ...{ method, epsilon, threshold, seed },
  coverage: { kind: 'full' },
  adaptive: false,
  thresholdAdapts: false,
});

/** Throws FleetError unless the shard is a run of whole blocks of the vector, and the biases lie in it. */
const refuseOtherRange = ({ layout }: Check['problem'], run: Run): void => {
  const { shard, biases } = run;
  const { size } = layout;
  const blocks = shard.end <= size ? blocksOf(layout, shard) : [];
  const isWhole = blocks[0]?.start === shard.start && blocks.at(-1)?.end === shard.end;
  if (isWhole && (biases === null || biases.end <= size)) return;
  throw new FleetError(
    `There is no run of ${runText(run)} in a problem of ${size} parameters: the job is not one of this check.`,
  );
};

/** Throws FleetError when engine and check don't belong together: computing on would give other bits, or none. */
const refuseOtherEngine = ({ engine, arithmetic }: CheckSpec, own: EngineDescription): void => {
  if (own.name !== engine)
    throw new FleetError(`The check wants the engine ${engine}; this worker has ${own.name}.`);
  if (own.arithmetic !== arithmetic)
    throw new FleetError(
      `The check wants the arithmetic ${arithmetic}; this worker computes with ${own.arithmetic}. Run the same version of gradproof and of Node everywhere.`,
    );
};

/** The ground and the runs. Throws FleetError when results are missing: then Redis has lost some. */
const completeOf = ({ ground, runs }: CheckResults, expected: number): MeasuredGround => {
  const found = new Set(runs.map(({ run }) => run.shard.start)).size;
  if (found !== expected)
    throw new FleetError(
      `${found} of ${expected} runs have results: Redis has lost the others. Submit again.`,
    );
  if (ground) return decodeGround(ground);
  throw new FleetError('The job that evaluates J(θ) has no result: Redis has lost it. Submit again.');
};

/** What the check stands on, out of what was measured elsewhere. */
const groundFrom = (problem: Check['problem'], spec: CheckSpec, { ground }: MeasuredGround): Ground => ({
  ...ground,
  problem,
  seconds: 0,
  control: null,
  sample: controlSample(problem, spec),
  findings: [],
});

/** Creates the processors of one engine; `worker` names whoever computes in the results. */
export const createProcessors = (
  problems: PreparedProblems,
  vectors: VectorStore,
  engine: EngineDescription,
  worker: string,
): Processors => ({
  ground: async ({ spec }, signal) => {
    refuseOtherEngine(spec, engine);
    return problems.use(spec.problem, spec.method, async ({ check: { problem, costValue } }) => {
      const ground = await groundOf(problem, resolvedOf(spec), signal);
      refuseOtherCost(ground.cost, costValue);
      const measured = (await ground.control?.measure(ground.sample, signal)) ?? null;
      return encodeGround(checkId(spec), { ground, measured }, worker);
    });
  },

  run: async ({ spec, run }, signal) => {
    refuseOtherEngine(spec, engine);
    return problems.use(spec.problem, spec.method, async ({ check: { problem, grad }, evaluator }) => {
      refuseOtherRange(problem, run);
      const { layout, theta } = problem;
      const sample = controlSample(problem, spec);
      const { epsilon, threshold } = spec;
      const shardCheck = { layout, theta, grad, epsilon, threshold, sample };
      const result = await checkRun(evaluator, run, shardCheck, signal);
      return encodeRunResult(checkId(spec), run, result, worker, vectors);
    });
  },

  conclude: async ({ spec, runs: expected }, encoded, before, signal) => {
    refuseOtherEngine(spec, engine);
    const found = completeOf(encoded, expected);
    const began = performance.now();
    const seconds = () => before + (performance.now() - began) / 1000;
    return problems.use(spec.problem, spec.method, async ({ check, evaluator }) => {
      const { problem, grad } = check;
      const { layout, theta } = problem;
      const resolved = resolvedOf(spec);
      const ground = groundFrom(problem, spec, found);
      const { measured } = found;
      const runs = await Promise.all(encoded.runs.map((result) => decodeRunResult(layout, result, vectors)));
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
