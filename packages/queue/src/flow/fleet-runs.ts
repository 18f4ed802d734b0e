import { planRuns, totalWork, type Method, type Problem, type Run } from '@gradproof/core';

/** Operations a second of a thread, as measured (docs/fleet.md): products in WebAssembly, plain forward passes in TypeScript. */
const SPEED: Record<Method, number> = { incremental: 1.5e10, textbook: 1.5e9 };
/** A run takes about this long, in seconds: shorter ones would be all overhead, longer ones are lost with their worker. */
export const SHORTEST = 0.5;
export const LONGEST = 10;
/** So many runs keep a fleet busy to the end. */
export const ENOUGH = 256;

/** Cuts a check for the fleet: runs of seconds each. The report doesn't depend on how. */
export const fleetRuns = (problem: Problem, method: Method, seconds?: number): Run[] => {
  const total = totalWork(problem, method);
  const shortest = SHORTEST * SPEED[method];
  const fitting = Math.min(Math.max(total / ENOUGH, shortest), LONGEST * SPEED[method]);
  return planRuns(problem, method, seconds === undefined ? fitting : seconds * SPEED[method]);
};
