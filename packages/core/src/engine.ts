/** What authors of engines need: the port, and what incremental engines share. */

// the port
export type {
  Engine,
  EngineDescription,
  Evaluator,
  Derivatives,
  Kinks,
  NonFiniteCost,
  Method,
  Precision,
} from './contract/engine.ts';
export type { OneSided } from './contract/one-sided.ts';
export type { Problem, LayeredProblem, FunctionProblem } from './contract/problem.ts';
export type { Shard } from './contract/shards.ts';
export type { Slope } from './contract/line.ts';
export type { LineSearch } from './contract/step-search.ts';
export { arithmeticHere } from './contract/arithmetic.ts';

// the textbook method
export { createTextbookEvaluator } from './differentiate/textbook/textbook-evaluator.ts';
export type { TextbookCost } from './differentiate/textbook/textbook-evaluator.ts';

// the incremental method by units
export { createIncrementalEvaluator } from './differentiate/incremental/incremental-evaluator.ts';
export type {
  DifferentiatedLayer,
  DifferentiatedNetwork,
  UnitGradients,
  UnitRunner,
  Units,
  OneSidedCoordinate,
} from './differentiate/incremental/units.ts';
export { stepOf } from './differentiate/incremental/step.ts';

// kinks
export { createKinkTest } from './differentiate/incremental/kinks.ts';
export { crossedCoordinates, oneSidedCoordinates } from './differentiate/incremental/kinked-coordinates.ts';
export type { InputAt, OneSidedResponse } from './differentiate/incremental/kinked-coordinates.ts';

// work
export { totalWork, workOf } from './differentiate/work-model.ts';
export type { TensorWork } from './differentiate/work-model.ts';

// not blocking
export { createEventLoopYielder } from './async/event-loop-yield.ts';
export type { EventLoopYielder } from './async/event-loop-yield.ts';
