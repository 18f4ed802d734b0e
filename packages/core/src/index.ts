// what the functions here throw for input that can't be used
export { InputError, ShapeError } from '@gradproof/model';
export { aggregate } from './aggregate.ts';
export type { Aggregate, TensorTotals, Totals } from './aggregate.ts';
export { arithmeticHere } from './arithmetic.ts';
export { centralDifference } from './central-difference.ts';
export { checkFunctions, checkGradient } from './check-gradient.ts';
export type { CheckOptions, Progress, ResolvedOptions } from './check-options.ts';
export { checkProblem, resolveCheck } from './check-problem.ts';
export type { Check } from './check-problem.ts';
export { checkShard, compareDifferences } from './check-shard.ts';
export { estimateOf } from './estimate.ts';
export { differenceOverEpsilon } from './epsilon-curve.ts';
export type { EpsilonCurve } from './epsilon-curve.ts';
export type { BlockSums, NamedEntries, NonFiniteEntries, ShardCheck, ShardResult } from './check-shard.ts';
export { conclude } from './conclude.ts';
export type { Finished } from './conclude.ts';
export { refuseOtherCost } from './cost-value.ts';
export type { ControlMeasurement } from './control/control.ts';
export { controlSample, groundOf } from './ground.ts';
export type { Ground } from './ground.ts';
export { mergeCounted } from './counted.ts';
export type { Counted } from './counted.ts';
export { defineProblem } from './definition/define-problem.ts';
export type {
  Awaitable,
  BatchedProblem,
  GradientProblem,
  JointProblem,
  JvpProblem,
  ProblemDefinition,
  VjpProblem,
} from './definition/definition.ts';
export { refuseBadDefinition } from './definition/refuse-bad-definition.ts';
export type { ScalarFunction } from './definition/scalar-function.ts';
export { scalarFunctions } from './definition/scalar-functions.ts';
export type { Coverage, Estimate } from './coverage.ts';
export { gradientCheck } from './classic/gradient-check.ts';
export { gradientCheckN } from './classic/gradient-check-n.ts';
export { diagnoseAll } from './diagnosis/diagnose-all.ts';
export type { Diagnosis } from './diagnosis/diagnosis.ts';
export type { Suspect } from './diagnosis/suspects.ts';
export type { OneSidedEntry, SampledEntry } from './check-shard.ts';
export { createBreather } from './textbook/breather.ts';
export type { OneSided } from './engine.ts';
export { createIncrementalEvaluator } from './incremental/incremental-evaluator.ts';
export { createKinkTest, kinkOf } from './incremental/kinks.ts';
export { crossedCoordinates, oneSidedCoordinates } from './incremental/kinked-coordinates.ts';
export type { InputAt, OneSidedResponse } from './incremental/kinked-coordinates.ts';
export { stepOf } from './incremental/step.ts';
export type {
  DifferentiatedLayer,
  DifferentiatedNetwork,
  OneSidedCoordinate,
  UnitGradients,
  UnitRunner,
  Units,
} from './incremental/units.ts';
export { totalWork, workOf } from './work-model.ts';
export type { TensorWork } from './work-model.ts';
export type {
  Differences,
  Engine,
  EngineDescription,
  Evaluator,
  Kinks,
  Method,
  NonFiniteCost,
  Precision,
} from './engine.ts';
export { noiseOfTable } from './noise/difference-table.ts';
export { noiseOfCost } from './noise/noise-of-cost.ts';
export type { CostNoise } from './noise/noise-of-cost.ts';
export { mergeSums, norm, sumOfSquares } from './norms/sum-of-squares.ts';
export type { SumOfSquares } from './norms/sum-of-squares.ts';
export type { FunctionProblem, LayeredProblem, Problem } from './problem.ts';
export { createRandom } from './random.ts';
export type { Random } from './random.ts';
export { refuseBadOptions } from './refuse-bad-options.ts';
export { refuseBadLabels } from './refuse-bad-labels.ts';
export { refuseNonFinite } from './refuse-non-finite.ts';
export { relativeDifference } from './relative-difference.ts';
export type { GradientSums } from './relative-difference.ts';
export { buildReport } from './report/build-report.ts';
export type { Circumstances } from './report/build-report.ts';
export { differentiateProblem, numericalGradient } from './numerical-gradient.ts';
export type { DifferentiateOptions, NumericalGradient } from './numerical-gradient.ts';
export { reportFromJson } from './report/report-from-json.ts';
export { reportToJson } from './report/report-to-json.ts';
export type {
  CoverageReport,
  DetectionLimit,
  KinkReport,
  Report,
  TaylorReport,
  TensorReport,
  Verdict,
  WorstEntry,
} from './report/report.ts';
export { examineCost } from './findings/examine-cost.ts';
export type { CostBehaviour } from './findings/examine-cost.ts';
export type { Finding, FindingKind } from './findings/finding.ts';
export { createAdaptiveEvaluator, UNIT_EPSILON } from './function/adaptive-evaluator.ts';
export { CostError } from './function/cost-error.ts';
export { guardCost } from './function/guarded-cost.ts';
export { differentiateLine } from './function/differentiate-line.ts';
export type { Asking, Line, LineDerivative, Slope } from './function/line.ts';
export { prepareEvaluator } from './function/prepare-evaluator.ts';
export { coordinateScales } from './function/scales.ts';
export { mergeSearches } from './function/step-search.ts';
export type { LineSearch, StepSearch } from './function/step-search.ts';
export { noiseAround } from './noise/noise-around.ts';
export { BLOCK_SIZE, blocksOf, isWhole, planShards } from './shards.ts';
export type { Block, Shard } from './shards.ts';
export { completeResults } from './runs/complete.ts';
export { planParts, planRuns } from './runs/plan-runs.ts';
export { checkRun, coordinatesOf } from './runs/run.ts';
export type { PartialDifferences, Run, RunResult } from './runs/run.ts';
export { createFunctionEngine } from './textbook/function-engine.ts';
export { createTextbookEvaluator } from './textbook/textbook-evaluator.ts';
export type { TextbookCost } from './textbook/textbook-evaluator.ts';
export { judge } from './verdict/judge.ts';
export type { Judgement, Judgements, Tolerance } from './verdict/judge.ts';
export { secondLook } from './verdict/second-look.ts';
export type { CoordinateEntry } from './worst-entries.ts';
