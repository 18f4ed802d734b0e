import type { CallFunction } from './module/named-errors.ts';

/** How a problem is opened. */
export interface OpenOptions {
  /** Seeds the projection of a function with many outputs; 0 by default. */
  readonly seed?: number | undefined;
  /** Each output of a function that has many, whether its problem asks for that or not. */
  readonly jacobian?: boolean | undefined;
  /** Ends what was started. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds that an answer of a problem's process may take; by default what its problem.json says. */
  readonly evaluationSeconds?: number | undefined;
  /** How messages advise to give an answer longer: `set "timeLimit" …`; by default by problem.json alone. */
  readonly longerEvaluations?: string | undefined;
  /** How a module is loaded, whose top level runs then; by default as it is. */
  readonly load?: (<Loaded>(run: () => Promise<Loaded>) => Promise<Loaded>) | undefined;
  /** How a module's functions are called; by default as they are. */
  readonly call?: CallFunction | undefined;
  /** The environment of a problem's process; by default ours. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}
