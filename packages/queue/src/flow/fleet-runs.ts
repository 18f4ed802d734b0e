import {
  type EngineDescription,
  type Method,
  planRuns,
  type Problem,
  type Run,
  totalWork,
} from '@gradproof/core/fleet';

/** Operations a second of a thread, as measured (docs/fleet.md): products in WebAssembly, plain forward passes in TypeScript. */
const SPEED: Record<Method, number> = { incremental: 1.5e10, textbook: 1.5e9 };
/** A device's least shard takes about so many seconds: two launches of a tenth of a second (packages/engine-gpu, device.ts). */
const LEAST_SECONDS = 0.2;
/** Seconds that a run takes: shorter runs are all overhead, longer ones are lost with their worker. */
export const SHORTEST = 0.5;
export const LONGEST = 10;
/** The number of runs that keeps a fleet busy to the end. */
export const ENOUGH = 256;

/** How a check is cut; everything has a default. */
export interface Cut {
  /** What computes: a device says by its least shard how fast it is; by default a processor's thread. */
  readonly engine?: Pick<EngineDescription, 'shardOperations'>;
  /** About how long a run takes; by default what suits the check. */
  readonly seconds?: number | undefined;
}

const speedOf = (method: Method, { shardOperations }: Pick<EngineDescription, 'shardOperations'>): number =>
  shardOperations === undefined ? SPEED[method] : shardOperations / LEAST_SECONDS;

/** Cuts a check into runs of some seconds. The report doesn't depend on the cut. */
export const fleetRuns = (problem: Problem, method: Method, { engine = {}, seconds }: Cut = {}): Run[] => {
  const speed = speedOf(method, engine);
  const total = totalWork(problem, method);
  const fitting = Math.min(Math.max(total / ENOUGH, SHORTEST * speed), LONGEST * speed);
  return planRuns(problem, method, seconds === undefined ? fitting : seconds * speed);
};
