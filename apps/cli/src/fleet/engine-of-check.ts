import type { Method, Problem } from '@gradproof/core';
import type { EngineDescription } from '@gradproof/core/engine';
import { InputError } from '@gradproof/model';
import { type FleetConnection, gpuEngineOfFleet } from '@gradproof/queue';
import { safeText } from '@gradproof/model';
import { cpuEngineOf } from '../engines/cpu-engine-of.ts';
import type { EngineName } from '../engines/engines.ts';
import type { Terminal } from '../terminal.ts';

/** Throws InputError for a method that the engine doesn't have, here rather than on every worker. */
const assertHasMethod = ({ name, methods }: EngineDescription, method: Method | 'auto'): void => {
  if (method === 'auto' || methods.includes(method)) return;
  throw new InputError(
    `The ${name} engine has the ${methods.join(' and ')} method alone; use --engine cpu for the ${method} method.`,
  );
};

/** Throws InputError for a kind of problem that the engine doesn't take. */
const assertTakesProblem = ({ name, problems }: EngineDescription, { kind }: Pick<Problem, 'kind'>): void => {
  if (problems.includes(kind)) return;
  throw new InputError(`The ${name} engine takes layered networks; a function is checked by --engine cpu.`);
};

/**
 * What a check is resolved by: this machine's CPU engine, which is the workers' too when versions agree, or the gpu engine that a worker
 * tells of. Throws FleetError where no worker has one, InputError for what it can't do.
 */
export const engineOfCheck = async (
  fleet: FleetConnection,
  asked: { readonly engine: EngineName; readonly method: Method | 'auto' },
  problem: Pick<Problem, 'kind'>,
  { err }: Terminal,
): Promise<EngineDescription> => {
  if (asked.engine === 'cpu') return cpuEngineOf({}).describe();
  const engine = await gpuEngineOfFleet(fleet);
  assertHasMethod(engine, asked.method);
  assertTakesProblem(engine, problem);
  err(`gradproof: for workers on ${safeText(engine.device, 500)}${engine.software ? ' (software)' : ''}\n`);
  return engine;
};
