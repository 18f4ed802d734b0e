import type { TestRedisOptions } from '@gradproof/queue/testing';
import assert from 'node:assert/strict';
import { type Fleet, openFleet } from './fleet.ts';
import { keysLeft } from './keys-left.ts';
import type { CheckedProblem, Problems } from './problems.ts';
import { bitsOf, type References } from './references.ts';
import { type Ending, type StartedProcess, untilGone } from './started-process.ts';
import { until } from './until.ts';

/** What scenarios of one run share. */
export interface Workshop {
  readonly problems: Problems;
  readonly references: References;
}

/** What a scenario plays with. */
export interface Stage extends Workshop {
  /** Tells what happens, in words. */
  readonly say: (text: string) => void;
  /** Starts a Redis, to which workers and commands of the scenario are bound. */
  readonly fleet: (options?: TestRedisOptions) => Promise<Fleet>;
  /** Throws unless the waiting command ends as `check` does, with the same report to the last bit. */
  readonly sameReport: (waiting: StartedProcess | Ending, problem: CheckedProblem) => Promise<void>;
  /** Throws unless the waiting command ends with this status and says this on standard error. */
  readonly failsWith: (waiting: StartedProcess | Ending, status: number, message: RegExp) => Promise<void>;
}

/** A fault, and what must come of it. Throws when the fleet doesn't survive it. */
export type Scenario = (stage: Stage) => Promise<void>;

const endingOf = (waiting: StartedProcess | Ending): Ending | Promise<Ending> =>
  'ended' in waiting ? waiting.ended : waiting;

/** Seconds within which a command that waits must end: nothing hangs. */
const PATIENCE_SECONDS = 300;

const inTime = async (waiting: StartedProcess | Ending): Promise<Ending> => {
  let ending: Ending | null = null;
  void Promise.resolve(endingOf(waiting)).then((reached) => (ending = reached));
  try {
    return await until('the command ends', () => ending, PATIENCE_SECONDS);
  } catch (error) {
    const said = 'ended' in waiting ? waiting.stderr() : '';
    throw new Error(`${(error as Error).message}; it said: ${said}`, { cause: error });
  }
};

/** Seconds within which a worker that was killed is taken off the list, and what is left of its jobs gone. */
const KEYS_SECONDS = 30;

/** Stops the workers gracefully, forgets the checks, and throws when a process or a key is left. */
const leavesNothing = async (fleet: Fleet, say: Stage['say']): Promise<void> => {
  const { started, look, redis } = fleet;
  for (const process of started) process.signal('SIGTERM');
  await Promise.all(started.map(untilGone));
  let left: string[] = [];
  const isPurged = async (): Promise<boolean> => {
    const { status, stderr } = await fleet.run(['purge']);
    assert.equal(status, 0, stderr);
    left = await keysLeft(look, redis.prefix);
    return left.length === 0;
  };
  await until('no key is left', isPurged, KEYS_SECONDS).catch((error: Error) => {
    throw new Error(`${error.message}: ${left.join(', ')}`, { cause: error });
  });
  say('no process and no key is left');
};

/** Plays the scenario, and throws when it fails or leaves something behind; everything is ended in any case. */
export const play = async (
  scenario: Scenario,
  workshop: Workshop,
  say: Stage['say'] = () => {},
): Promise<void> => {
  const fleets: Fleet[] = [];
  const stage: Stage = {
    ...workshop,
    say,
    fleet: async (options) => {
      const fleet = await openFleet(options);
      fleets.push(fleet);
      return fleet;
    },
    sameReport: async (waiting, problem) => {
      const { status, stdout, stderr } = await inTime(waiting);
      assert.notEqual(stdout, '', `there is no report (status ${status}): ${stderr}`);
      assert.equal(bitsOf(stdout), await workshop.references(problem), 'the report has other bits');
      assert.equal(status, 0, stderr);
      say('the report has the bits of gradproof check');
    },
    failsWith: async (waiting, status, message) => {
      const ending = await inTime(waiting);
      assert.match(ending.stderr, message);
      assert.equal(ending.status, status, ending.stderr);
      say(`the command ended with ${status}: ${ending.stderr.trim().split('\n').at(-1)}`);
    },
  };
  try {
    await scenario(stage);
    for (const fleet of fleets) await leavesNothing(fleet, say);
  } finally {
    await Promise.all(fleets.map((fleet) => fleet.end()));
  }
};
