import type { Coverage, Estimate } from './coverage.ts';
import type { Engine, Method } from './engine.ts';
import type { GradientPrecision } from './gradient-precision.ts';
import type { Shard } from './shards.ts';

/** How far a check has come. */
export interface Progress {
  /** Coordinates checked so far. */
  readonly checked: number;
  /** P. */
  readonly coordinates: number;
  readonly seconds: number;
}

/** How a check is run; everything has a default. */
export interface CheckOptions {
  /** What evaluates J. Default for functions: their own code, here. */
  readonly engine?: Engine | undefined;
  /** `auto` takes the best method that the engine and the problem allow. */
  readonly method?: Method | 'auto' | undefined;
  /** ε, the step; a finite number > 0. For a function it forces the textbook formula with that step; by default each coordinate has its own. */
  readonly epsilon?: number | undefined;
  /** How many of the coordinates are looked at; `full` by default. */
  readonly coverage?: Coverage | undefined;
  /** T, the largest difference that is called correct; a finite number > 0. 2e-7 by default; it never adapts. */
  readonly threshold?: number | undefined;
  /** What the gradient's code computes in; by default its arrays' type or its numbers tell. */
  readonly gradientPrecision?: GradientPrecision | undefined;
  /** Seeds every random choice; an integer, 0 … 2³² − 1. */
  readonly seed?: number | undefined;
  /** Ends the check early: its promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told of progress after each shard. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told gradapprox of each shard, [end − start], as shards end, in any order: for those who want to see every entry. */
  readonly onGradapprox?: ((shard: Shard, gradapprox: Float64Array) => void) | undefined;
  /** Told once what differentiating the coordinates takes: before that, or (increments, where it takes longer than a second) once the first runs are timed. */
  readonly onEstimate?: ((estimate: Estimate) => void) | undefined;
}

/** Options with their defaults in place. */
export interface ResolvedOptions {
  readonly method: Method;
  readonly epsilon: number;
  readonly threshold: number;
  readonly seed: number;
  readonly coverage: Coverage;
  /** Whether each coordinate's step is searched, and each entry has its own error bound: a function whose ε isn't given. */
  readonly adaptive: boolean;
  /** Whether each probe's step is searched: probes by values whose ε isn't given. */
  readonly probesSearch: boolean;
}

/** ε of the textbook method: about the cube root of the unit round-off times what the exercise takes. */
export const TEXTBOOK_EPSILON = 1e-7;

/** ε of the incremental method, whose steps don't cancel: small enough that truncation and kinks all but vanish. */
export const INCREMENTAL_EPSILON = 1e-9;

/** The exercise's rule: a difference up to 2e-7 means correct. */
export const TEXTBOOK_THRESHOLD = 2e-7;
