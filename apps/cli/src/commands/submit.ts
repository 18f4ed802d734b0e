import { extname } from 'node:path';
import { refuseOtherCost, resolveCheck, type Method } from '@gradproof/core';
import { readProblem, type ProblemFolder } from '@gradproof/formats';
import { createForwardPass, InputError } from '@gradproof/model';
import { checkServer, submitCheck, waitForCheck } from '@gradproof/queue';
import { EXIT_STATUS } from '../exit-status.ts';
import { engineOfCheck } from '../fleet/engine-of-check.ts';
import { withFleet, type FleetPlaceOptions } from '../fleet/open-fleet.ts';
import { showOutcome } from '../fleet/show-outcome.ts';
import { createWaiting } from '../fleet/waiting.ts';
import type { Terminal } from '../terminal.ts';

/** The options of `gradproof submit`, parsed. */
export interface SubmitCommandOptions extends FleetPlaceOptions {
  readonly engine: 'cpu' | 'gpu';
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly threshold?: number;
  readonly seed?: number;
  readonly recheck: number;
  readonly shardSeconds?: number;
  readonly wait?: boolean;
  readonly json?: boolean;
}

const MODULES = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

const refuseModule = (problem: string): void => {
  if (!MODULES.includes(extname(problem))) return;
  throw new InputError(
    `${problem} is a module: the fleet computes problem folders only. gradproof check ${problem} checks it here.`,
  );
};

/** Where the user's own J is known, another is refused before anything is sent; the fleet evaluates J in any case. */
const refuseCostValue = ({ problem: { network, X, Y, theta }, costValue }: ProblemFolder): void => {
  if (costValue === undefined) return;
  refuseOtherCost(createForwardPass(network, X, Y).cost(theta), costValue);
};

/** Submits the problem to the fleet, and waits for its report when asked to. Throws InputError, FleetError, and the signal's reason. */
export const submit = async (
  problem: string,
  {
    wait = false,
    json = false,
    engine: engineName,
    method,
    epsilon,
    threshold,
    seed,
    recheck,
    shardSeconds,
    ...place
  }: SubmitCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  refuseModule(problem);
  const folder = await readProblem(problem);
  const asked = {
    method,
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(seed === undefined ? {} : { seed }),
  };
  refuseCostValue(folder);
  return withFleet(place, async (fleet) => {
    const engine = await engineOfCheck(fleet, { engine: engineName, method }, folder.problem, terminal);
    const options = resolveCheck(folder, asked, engine);
    for (const warning of await checkServer(fleet.redis)) terminal.err(`gradproof: ${warning}\n`);
    const submitted = await submitCheck(fleet, {
      problem: folder,
      name: problem,
      options,
      engine,
      recheck,
      ...(shardSeconds === undefined ? {} : { runSeconds: shardSeconds }),
    });
    const { id } = submitted;
    if (!wait) {
      terminal.out(`${json ? JSON.stringify(submitted) : id}\n`);
      return EXIT_STATUS.correct;
    }
    terminal.err(`gradproof: ${id}\n`);
    const waiting = createWaiting(terminal);
    const { onStatus, onOutage } = waiting;
    const outcome = await waitForCheck(fleet, id, { signal, onStatus, onOutage }).finally(waiting.stop);
    return showOutcome(id, outcome, json, terminal);
  });
};
