/** What the queue and its workers need to compute a check in parts. No promise is made of it. */

// shards and runs
export { BLOCK_SIZE, blocksOf, isWhole, planShards } from './contract/shards.ts';
export { planRuns, planParts } from './compare/runs/plan-runs.ts';
export type { Block, Shard } from './contract/shards.ts';
export type { Run, RunResult, PartialDerivatives } from './compare/runs/run.ts';
export { checkRun } from './compare/runs/run.ts';
export { completeResults } from './compare/runs/complete.ts';
export type { ShardResult, ShardCheck } from './compare/compare-shard.ts';

// what a result holds
export type { BlockSums } from './contract/sums.ts';
export type { SumOfSquares } from './numerics/sum-of-squares.ts';
export type {
  CoordinateEntry,
  NamedEntries,
  OneSidedEntry,
  SampledEntry,
  Suspect,
} from './contract/entries.ts';
export type { Counted } from './numerics/counted.ts';
export type { StepSearch, LineSearch } from './contract/step-search.ts';
export type { NonFiniteCost, Derivatives } from './contract/engine.ts';
export type { OneSided } from './contract/one-sided.ts';

// before and after
export { resolveCheck } from './check/check-problem.ts';
export type { ResolvedOptions } from './contract/options.ts';
export { measureBaseline, controlSample } from './check/measure-baseline.ts';
export type { Baseline } from './contract/baseline.ts';
export type { ControlMeasurement } from './contract/control.ts';
export { guardCost } from './differentiate/adaptive/guarded-cost.ts';
export { prepareEvaluator } from './differentiate/prepare-evaluator.ts';
export { judgeAndReportShards } from './check/judge-and-report.ts';
export type { ComputedCheck } from './check/judge-and-report.ts';
export { assertCostValue } from './check/assert-cost-value.ts';
export { totalWork } from './differentiate/work-model.ts';
export type { Check } from './contract/check.ts';
export type { Problem, LayeredProblem, FunctionProblem } from './contract/problem.ts';
export type { Engine, EngineDescription, Evaluator, Method } from './contract/engine.ts';
export { arithmeticHere } from './contract/arithmetic.ts';
export { createFunctionEngine } from './differentiate/textbook/function-engine.ts';
export { createTextbookEvaluator } from './differentiate/textbook/textbook-evaluator.ts';
export { assertFinite } from './check/assert-finite.ts';
export { assertLabels } from './check/assert-labels.ts';
export { reportToJson } from './report/report-to-json.ts';
export { reportFromJson } from './report/report-from-json.ts';
export { baselineFindingKinds } from './contract/finding.ts';
