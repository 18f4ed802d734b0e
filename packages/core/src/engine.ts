/** What authors of engines need: the port, and what incremental engines share. */

// the port
export { arithmeticHere } from './contract/arithmetic.ts';
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
export type { Slope } from './contract/line.ts';
export type { OneSided } from './contract/one-sided.ts';
export type { FunctionProblem, LayeredProblem, Problem } from './contract/problem.ts';
export type { Shard } from './contract/shards.ts';
export type { LineSearch } from './contract/step-search.ts';

// the textbook method
export { createTextbookEvaluator } from './differentiate/textbook/textbook-evaluator.ts';
export type { TextbookCost } from './differentiate/textbook/textbook-evaluator.ts';

// the incremental method by units
export { createIncrementalEvaluator } from './differentiate/incremental/incremental-evaluator.ts';
export { stepOf } from './differentiate/incremental/step.ts';
export type {
  DifferentiatedLayer,
  DifferentiatedNetwork,
  OneSidedCoordinate,
  UnitGradients,
  UnitRunner,
  Units,
} from './differentiate/incremental/units.ts';

// kinks
export { crossedCoordinates, oneSidedCoordinates } from './differentiate/incremental/kinked-coordinates.ts';
export type { InputAt, OneSidedResponse } from './differentiate/incremental/kinked-coordinates.ts';
export { createKinkTest } from './differentiate/incremental/kinks.ts';

// work
export type { TensorWork } from './differentiate/problem-kinds/tensor-work.ts';
export { totalWork, workOf } from './differentiate/work-model.ts';

// sums
export { sumOf } from './numerics/sum.ts';

// not blocking
export { createEventLoopYielder } from './async/event-loop-yield.ts';
export type { EventLoopYielder } from './async/event-loop-yield.ts';
