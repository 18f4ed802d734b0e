import type { OneSided } from './one-sided.ts';
import type { Problem } from './problem.ts';
import type { Shard } from './shards.ts';
import type { LineSearch } from './step-search.ts';

/** How the numerical gradient is formed: see docs/method.md. */
export type Method = 'textbook' | 'incremental';

/** The kind of numbers an engine computes with. */
export type Precision = 'float64' | 'float32';

/** What an engine is and runs on, as the report shows it. */
export interface EngineDescription {
  readonly name: string;
  /** The processor or adapter, in its own words. */
  readonly device: string;
  readonly precision: Precision;
  /** All that its bits depend on: engines of the same arithmetic give the same bits for the same problem. */
  readonly arithmetic: string;
  readonly methods: readonly Method[];
  /** What kinds of problems it can prepare. */
  readonly problems: readonly Problem['kind'][];
  /** True for software that stands in for a GPU. */
  readonly software?: boolean | undefined;
  /** The largest relative difference to a right gradient that the engine's arithmetic explains; 0 where it is left out. */
  readonly relativeError?: number | undefined;
  /** The least operations (work-model.ts) that are worth a shard on this device; by default as on a processor's core. */
  readonly shardOperations?: number | undefined;
}

/** Where the cost was not finite: J(θ ± εeᵢ) for a coordinate i. */
export interface NonFiniteCost {
  readonly coordinate: number;
  readonly side: 'plus' | 'minus';
  readonly cost: number;
}

/** Kinks of activations, as far as the engine can see them: a function's own are hidden. */
export interface Kinks {
  /** Coordinates (or directions) whose two points lie on different sides of some unit's kink, ascending. */
  readonly coordinates: readonly number[];
  /** Whether the engine took their differences over a smaller step that crosses no kink: then they are as good as the others. */
  readonly resolved: boolean;
  /** How many (unit, example) pairs of the whole network stand at their kink at θ, as far as rounding lets the engine tell. */
  readonly at: number;
  /** Coordinates at a kink, ascending. */
  readonly oneSided: readonly OneSided[];
}

/** Derivatives of J, one per coordinate of a shard (or per direction), and what was met on the way. */
export interface Derivatives {
  /** ∂J/∂θᵢ, or D_v J; NaN where a cost was not finite. */
  readonly values: Float64Array;
  /** How far each value may be off, where the evaluator knows; null where only the noise of J tells (textbook). */
  readonly errorBound: Float64Array | null;
  /** |J⁺ − 2J + J⁻|/2ε by coordinate: half of what the slope changes by from one side to the other; absent where there are no such values. */
  readonly halfJumps?: Float64Array | undefined;
  /** How many times J was evaluated. */
  readonly evaluations: number;
  /** What of the network's kinks the evaluations met. */
  readonly kinks: Kinks;
  /** The first cost that was not finite, if any. */
  readonly nonFinite: NonFiniteCost | null;
  /** What an evaluator that searches its own steps met; absent with a step that is given. */
  readonly search?: LineSearch | undefined;
}

/** A problem made ready on an engine. Every method's promise rejects with the signal's reason once it is aborted. */
export interface Evaluator {
  /**
   * ∂J/∂θᵢ for each coordinate i of the shard, in order. An entry's bits don't depend on the shard. `step`: ε, where the evaluator
   * doesn't search its own.
   */
  derivatives(shard: Shard, step: number, signal?: AbortSignal): Promise<Derivatives>;
  /** D_v J(θ) for each direction v, [P]. */
  directionalDerivatives(
    directions: readonly Float64Array[],
    step: number,
    signal?: AbortSignal,
  ): Promise<Derivatives>;
  /** How many shards it computes at a time. */
  readonly parallel: number;
  /** Frees what prepare() acquired. */
  dispose(): Promise<void>;
}

/** The port: what differentiates J numerically. Core alone compares and judges. */
export interface Engine {
  readonly name: string;
  describe(): Promise<EngineDescription>;
  /** Throws InputError when it can't do the problem or the method. */
  prepare(problem: Problem, method: Method): Promise<Evaluator>;
}
