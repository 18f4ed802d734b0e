import type { CheckOptions, GradientPrecision, Method } from '@gradproof/core';
import { assertCostValue, givenPrecision, resolveCheck } from '@gradproof/core/fleet';
import { type ProblemFolder, readProblem } from '@gradproof/formats';
import { createForwardPass, InputError, safeJson } from '@gradproof/model';
import { isModulePath } from '@gradproof/problems';
import {
  checkServer,
  type FleetCheck,
  type FleetConnection,
  submitCheck,
  submitFunction,
  type Submitted,
  waitForCheck,
} from '@gradproof/queue';
import type { EngineName } from '../engines/engines.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { engineOfCheck } from '../fleet/engine-of-check.ts';
import { type FleetPlaceOptions, withFleet } from '../fleet/open-fleet.ts';
import { showOutcome } from '../fleet/show-outcome.ts';
import { createWaiting } from '../fleet/waiting.ts';
import type { Terminal } from '../terminal.ts';

/** The options of `gradproof submit`, parsed. */
export interface SubmitCommandOptions extends FleetPlaceOptions {
  readonly engine: EngineName;
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly threshold?: number;
  readonly gradientPrecision?: GradientPrecision;
  readonly seed?: number;
  /** The folder of modules that holds it. */
  readonly modules?: string;
  readonly recheck: number;
  readonly shardSeconds?: number;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/** What goes with every check. */
type More = Pick<FleetCheck, 'recheck' | 'runSeconds'>;

/** A check that can be submitted. */
type Submit = (fleet: FleetConnection, more: More) => Promise<Submitted>;

/** What is asked of a problem. */
interface Request {
  readonly engine: EngineName;
  readonly modules: string | undefined;
  readonly asked: CheckOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Where the user's own J is known, another is refused before anything is sent; the fleet evaluates J in any case. */
const assertSameCost = (check: ProblemFolder): void => {
  const { network, X, Y, theta } = check.problem;
  if (check.costValue !== undefined) assertCostValue(createForwardPass(network, X, Y).cost(theta), check);
};

/** Reads a problem folder; whose engine computes it is found out where the fleet is there. */
const openFolder = async (path: string, { engine: name, asked, terminal }: Request): Promise<Submit> => {
  const read = await readProblem(path);
  const gradientPrecision = givenPrecision(asked.gradientPrecision) ?? read.gradientPrecision;
  const problem = { ...read, gradientPrecision };
  assertSameCost(problem);
  return async (fleet, more) => {
    const { method = 'auto' } = asked;
    const engine = await engineOfCheck(fleet, { engine: name, method }, problem.problem, terminal);
    const options = resolveCheck(problem, asked, engine);
    return submitCheck(fleet, { problem, name: path, options, engine, ...more });
  };
};

const openModule = async (path: string, { engine, modules, asked, signal }: Request): Promise<Submit> => {
  if (engine !== 'cpu')
    throw new InputError(
      `The ${engine} engine takes layered networks; ${path} is a module, checked by --engine cpu.`,
    );
  const { openModuleCheck } = await import('./submit-module.ts');
  const check = await openModuleCheck(path, modules, asked, signal);
  return (fleet, more) => submitFunction(fleet, { ...check, ...more });
};

const open = (path: string, request: Request): Promise<Submit> => {
  if (isModulePath(path)) return openModule(path, request);
  if (request.modules === undefined) return openFolder(path, request);
  throw new InputError(`--modules belongs to a module, but ${path} is a problem folder.`);
};

/** Submits the problem to the fleet, and waits for its report when asked to. Throws InputError, FleetError, and the signal's reason. */
export const submit = async (
  problem: string,
  {
    wait = false,
    json = false,
    engine,
    modules,
    method,
    epsilon,
    threshold,
    gradientPrecision,
    seed,
    recheck,
    shardSeconds,
    ...place
  }: SubmitCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const asked = {
    method,
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(gradientPrecision === undefined ? {} : { gradientPrecision }),
    ...(seed === undefined ? {} : { seed }),
  };
  const submitTo = await open(problem, { engine, modules, asked, terminal, signal });
  return withFleet(place, async (fleet) => {
    const submitted = await submitTo(fleet, {
      recheck,
      ...(shardSeconds === undefined ? {} : { runSeconds: shardSeconds }),
    });
    for (const warning of await checkServer(fleet.redis)) terminal.err(`gradproof: ${warning}\n`);
    const { id } = submitted;
    if (!wait) {
      terminal.out(`${json ? safeJson(submitted) : id}\n`);
      return EXIT_STATUS.correct;
    }
    terminal.err(`gradproof: ${id}\n`);
    const waiting = createWaiting(terminal);
    const { onStatus, onOutage } = waiting;
    const outcome = await waitForCheck(fleet, id, { signal, onStatus, onOutage }).finally(waiting.stop);
    return showOutcome(id, outcome, json, terminal);
  });
};
