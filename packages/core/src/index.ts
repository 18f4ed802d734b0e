// what the functions here throw for input that can't be used
export { InputError, ShapeError } from '@gradproof/model';
export { aggregate } from './compare/aggregate.ts';
export type { Aggregate, TensorTotals, Totals } from './contract/sums.ts';
export { arithmeticHere } from './contract/arithmetic.ts';
export { centralDifference } from './numerics/central-difference.ts';
export { checkFunctions, checkGradient } from './check/check-gradient.ts';
export type { CheckOptions, Progress, ResolvedOptions } from './contract/options.ts';
export { checkProblem, resolveCheck } from './check/check-problem.ts';
export type { Check } from './contract/check.ts';
export { checkShard, compareDerivatives } from './compare/compare-shard.ts';
export { estimateWork } from './check/estimate-work.ts';
export { differenceOverEpsilon } from './check/epsilon-curve.ts';
export type { EpsilonCurve } from './check/epsilon-curve.ts';
export type { BlockSums } from './contract/sums.ts';
export type { NamedEntries, NonFiniteEntries } from './contract/entries.ts';
export type { ShardCheck, ShardResult } from './compare/compare-shard.ts';
export { judgeAndReportShards } from './check/judge-and-report.ts';
export type { ComputedCheck } from './check/judge-and-report.ts';
export { assertCostValue } from './check/assert-cost-value.ts';
export type { ControlMeasurement } from './contract/control.ts';
export { controlSample, measureBaseline } from './check/measure-baseline.ts';
export type { Baseline } from './contract/baseline.ts';
export { mergeCounted } from './numerics/counted.ts';
export type { Counted } from './numerics/counted.ts';
export { defineProblem } from './define/define-problem.ts';
export type {
  Awaitable,
  BatchedProblem,
  GradientProblem,
  JointProblem,
  JvpProblem,
  ProblemDefinition,
  VjpProblem,
} from './define/definition.ts';
export { assertDefinition } from './define/assert-definition.ts';
export type { ScalarFunction } from './define/scalar-function.ts';
export { scalarFunctions } from './define/scalar-functions.ts';
export type { Coverage, Estimate } from './contract/coverage.ts';
export { gradientCheck } from './classic/gradient-check.ts';
export { gradientCheckN } from './classic/gradient-check-n.ts';
export { diagnoseAll } from './diagnose/diagnose-all.ts';
export { diagnosisLabel } from './diagnose/diagnosis.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';
export type { Suspect } from './contract/entries.ts';
export type { OneSidedEntry, SampledEntry } from './contract/entries.ts';
export { createEventLoopYielder } from './async/event-loop-yield.ts';
export type { OneSided } from './contract/one-sided.ts';
export { createIncrementalEvaluator } from './differentiate/incremental/incremental-evaluator.ts';
export { createKinkTest, kinkOf } from './differentiate/incremental/kinks.ts';
export { crossedCoordinates, oneSidedCoordinates } from './differentiate/incremental/kinked-coordinates.ts';
export type { InputAt, OneSidedResponse } from './differentiate/incremental/kinked-coordinates.ts';
export { stepOf } from './differentiate/incremental/step.ts';
export type {
  DifferentiatedLayer,
  DifferentiatedNetwork,
  OneSidedCoordinate,
  UnitGradients,
  UnitRunner,
  Units,
} from './differentiate/incremental/units.ts';
export { totalWork, workOf } from './differentiate/work-model.ts';
export type { TensorWork } from './differentiate/work-model.ts';
export type {
  Derivatives,
  Engine,
  EngineDescription,
  Evaluator,
  Kinks,
  Method,
  NonFiniteCost,
  Precision,
} from './contract/engine.ts';
export { noiseOfTable } from './numerics/difference-table.ts';
export { noiseOfCost } from './differentiate/noise/noise-of-cost.ts';
export type { CostNoise } from './differentiate/noise/noise-of-cost.ts';
export { mergeSums, norm, sumOfSquares } from './numerics/sum-of-squares.ts';
export type { SumOfSquares } from './numerics/sum-of-squares.ts';
export type { FunctionProblem, LayeredProblem, Problem } from './contract/problem.ts';
export { createRandom } from './numerics/random.ts';
export type { Random } from './numerics/random.ts';
export { assertOptions } from './check/assert-options.ts';
export { assertLabels } from './check/assert-labels.ts';
export { assertFinite } from './check/assert-finite.ts';
export { relativeDifference } from './numerics/relative-difference.ts';
export type { GradientSums } from './numerics/relative-difference.ts';
export { buildReport } from './report/build-report.ts';
export type { Circumstances } from './report/circumstances.ts';
export { differentiateProblem, numericalGradient } from './check/numerical-gradient.ts';
export type { DifferentiateOptions, NumericalGradient } from './check/numerical-gradient.ts';
export { reportFromJson } from './report/report-from-json.ts';
export { reportToJson } from './report/report-to-json.ts';
export type {
  CoverageReport,
  DetectionLimit,
  KinkReport,
  Report,
  TaylorReport,
  TensorReport,
  WorstEntry,
} from './report/report.ts';
export type { Verdict } from './judge/verdict.ts';
export { examineCost } from './findings/examine-cost.ts';
export type { CostBehaviour } from './findings/examine-cost.ts';
export { baselineFindingKinds } from './contract/finding.ts';
export type { Finding, FindingKind } from './contract/finding.ts';
export {
  createAdaptiveDifferentiation,
  createAdaptiveEvaluator,
} from './differentiate/adaptive/adaptive-evaluator.ts';
export { CostError } from './differentiate/adaptive/cost-error.ts';
export { guardCost } from './differentiate/adaptive/guarded-cost.ts';
export { differentiateLine } from './differentiate/adaptive/differentiate-line.ts';
export type { Asking, Line, LineDerivative, Slope } from './contract/line.ts';
export { prepareEvaluator } from './differentiate/prepare-evaluator.ts';
export { coordinateScales } from './differentiate/adaptive/scales.ts';
export { mergeSearches } from './contract/step-search.ts';
export type { LineSearch, StepSearch } from './contract/step-search.ts';
export { noiseAround } from './differentiate/noise/noise-around.ts';
export { BLOCK_SIZE, blocksOf, isWhole, planShards } from './contract/shards.ts';
export type { Block, Shard } from './contract/shards.ts';
export { completeResults } from './compare/runs/complete.ts';
export { planParts, planRuns } from './compare/runs/plan-runs.ts';
export { checkRun, coordinatesOf } from './compare/runs/run.ts';
export type { PartialDerivatives, Run, RunResult } from './compare/runs/run.ts';
export { createFunctionEngine } from './differentiate/textbook/function-engine.ts';
export { createTextbookEvaluator } from './differentiate/textbook/textbook-evaluator.ts';
export type { TextbookCost } from './differentiate/textbook/textbook-evaluator.ts';
export type { Judgement, Judgements, Tolerance } from './judge/judge.ts';
export type { CoordinateEntry } from './contract/entries.ts';
