/** What the queue and its workers need to compute a check in parts. No promise is made of it. */

// shards and runs
export type { ShardCheck, ShardResult } from './compare/compare-shard.ts';
export { completeResults } from './compare/runs/complete.ts';
export { planParts, planRuns } from './compare/runs/plan-runs.ts';
export { checkRun } from './compare/runs/run.ts';
export type { PartialDerivatives, Run, RunResult } from './compare/runs/run.ts';
export { BLOCK_SIZE, blocksOf, isWhole, planShards } from './contract/shards.ts';
export type { Block, Shard } from './contract/shards.ts';

// what a result holds
export type { Derivatives, NonFiniteCost } from './contract/engine.ts';
export type {
  CoordinateEntry,
  NamedEntries,
  OneSidedEntry,
  SampledEntry,
  Suspect,
} from './contract/entries.ts';
export type { OneSided } from './contract/one-sided.ts';
export type { LineSearch, StepSearch } from './contract/step-search.ts';
export type { BlockSums } from './contract/sums.ts';
export type { Counted } from './numerics/counted.ts';
export type { SumOfSquares } from './numerics/sum-of-squares.ts';

// before and after
export { assertCostValue } from './check/assert-cost-value.ts';
export { assertFinite } from './check/assert-finite.ts';
export { assertLabels } from './check/assert-labels.ts';
export { resolveCheck } from './check/check-problem.ts';
export { judgeAndReportShards } from './check/judge-and-report.ts';
export type { ComputedCheck } from './check/judge-and-report.ts';
export { controlSample, measureBaseline } from './check/measure-baseline.ts';
export { arithmeticHere } from './contract/arithmetic.ts';
export type { Baseline } from './contract/baseline.ts';
export type { Check } from './contract/check.ts';
export type { ControlMeasurement } from './contract/control.ts';
export type { Engine, EngineDescription, Evaluator, Method } from './contract/engine.ts';
export { givenPrecision, gradientPrecisions } from './contract/gradient-precision.ts';
export type { ClaimPrecision, GradientPrecision } from './contract/gradient-precision.ts';
export { baselineFindingKinds } from './contract/finding.ts';
export type { ResolvedOptions } from './contract/options.ts';
export type { FunctionProblem, LayeredProblem, Problem } from './contract/problem.ts';
export { prepareEvaluator } from './differentiate/prepare-evaluator.ts';
export { guardProblem } from './differentiate/problem-kinds/kind-of-problem.ts';
export { createFunctionEngine } from './differentiate/textbook/function-engine.ts';
export { createTextbookEvaluator } from './differentiate/textbook/textbook-evaluator.ts';
export { totalWork } from './differentiate/work-model.ts';
export { reportFromJson } from './report/report-from-json.ts';
export { reportToJson } from './report/report-to-json.ts';
