import { startRedis, type TestRedis, type TestRedisOptions } from '@gradproof/queue/testing';
import { Redis } from 'ioredis';
import { fileURLToPath } from 'node:url';
import type { CheckedProblem } from './problems.ts';
import { type Ending, type StartedProcess, startNode } from './started-process.ts';
import { until } from './until.ts';

const WORKER = fileURLToPath(new URL('../../../worker/bin/gradproof-worker.js', import.meta.url));
const COMMAND_LINE = fileURLToPath(new URL('../../../cli/bin/gradproof.js', import.meta.url));
const PRELOADS = new URL('../preloads/', import.meta.url);

/** A fault that a process is started with: a module of src/preloads that Node loads first, and what it is told by its variables. */
export interface Preload {
  readonly name:
    'shift-clock' | 'other-arithmetic' | 'wrong-number' | 'end-in-task' | 'device-lost' | 'live-memory';
  readonly env?: Readonly<Record<string, string>>;
}

/** How a process finds the fleet, and what is wrong with it. */
export interface ProcessOptions {
  /** Another address than the fleet's Redis: a proxy's. */
  readonly url?: string;
  readonly preload?: Preload;
  /** More options of Node. */
  readonly nodeOptions?: string;
}

/** A worker process at work. */
export interface WorkerProcess extends StartedProcess {
  readonly name: string;
  /** Its log, parsed. */
  readonly log: () => LogLine[];
}

/** A line that a worker logs. */
export interface LogLine {
  readonly msg: string;
  readonly kind?: string;
  readonly outcome?: string;
  readonly job?: string;
  readonly worker: string;
}

/** A Redis with workers and clients. */
export interface Fleet {
  readonly redis: TestRedis;
  /** A connection for looking on; null answers while Redis is away. */
  readonly look: Redis;
  readonly started: readonly StartedProcess[];
  /** Starts `gradproof-worker --concurrency 1 …` and waits until it is at work. */
  readonly startWorker: (args?: readonly string[], options?: ProcessOptions) => Promise<WorkerProcess>;
  /** Starts `gradproof …`. */
  readonly start: (args: readonly string[], options?: ProcessOptions) => StartedProcess;
  /** Runs `gradproof …` to its end. */
  readonly run: (args: readonly string[], options?: ProcessOptions) => Promise<Ending>;
  /** Starts `gradproof submit … --wait --json`. */
  readonly submitAndWait: (
    problem: CheckedProblem,
    args?: readonly string[],
    options?: ProcessOptions,
  ) => StartedProcess;
  /** Runs `gradproof submit`, and returns the check's id. */
  readonly submit: (problem: CheckedProblem, args?: readonly string[]) => Promise<string>;
  readonly end: () => Promise<void>;
}

const environmentOf = (
  redis: TestRedis,
  { url = redis.url, preload, nodeOptions = '' }: ProcessOptions,
): Record<string, string> => ({
  GRADPROOF_REDIS_URL: url,
  NODE_OPTIONS: `${preload ? `--import ${new URL(`${preload.name}.mjs`, PRELOADS).href}` : ''} ${nodeOptions}`,
  ...preload?.env,
});

const isLogLine = (line: string): boolean => line.startsWith('{') && line.endsWith('}');

const logOf = (worker: StartedProcess): LogLine[] =>
  worker
    .stdout()
    .split('\n')
    .filter(isLogLine)
    .map((line) => JSON.parse(line) as LogLine);

/** Seconds after which the shard of a worker without a heartbeat goes to another: short, so that scenarios are. */
const LOCK_SECONDS = '2';
/** For workers that lose no shard to another, however busy the machine. */
export const LONG_LOCK = ['--lock-seconds', '60'] as const;

/** Waits until the worker logs that it is at work. Throws when it ends before. */
const atWork = async (worker: StartedProcess): Promise<WorkerProcess> => {
  const line = await until('the worker is at work', () => {
    if (!worker.isThere()) throw new Error(`the worker ended: ${worker.stderr()}`);
    return logOf(worker).find(({ msg }) => msg === 'at work');
  });
  return { ...worker, name: line.worker, log: () => logOf(worker) };
};

/** The arguments that submit the problem. */
const submission = ({ folder, options, shardSeconds }: CheckedProblem, args: readonly string[]): string[] => {
  const cut = shardSeconds === undefined ? [] : ['--shard-seconds', shardSeconds];
  return ['submit', folder, ...options, ...args, ...cut];
};

/** Starts processes that find the Redis and its keys, and remembers them. */
const createStarter = (redis: TestRedis, started: StartedProcess[]) => {
  const place = ['--prefix', redis.prefix];
  return (program: string, args: readonly string[], options: ProcessOptions = {}): StartedProcess => {
    const child = startNode(program, [...args, ...place], environmentOf(redis, options));
    started.push(child);
    return child;
  };
};

/** Starts a Redis for the fleet alone. */
export const openFleet = async (options: TestRedisOptions = {}): Promise<Fleet> => {
  const redis = await startRedis({ own: true, ...options });
  const look = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 200 });
  look.on('error', () => {}); // scenarios take it away
  const started: StartedProcess[] = [];
  const startProcess = createStarter(redis, started);
  const start: Fleet['start'] = (args, process) => startProcess(COMMAND_LINE, args, process);

  return {
    redis,
    look,
    started,
    start,
    run: (args, process) => start(args, process).ended,
    submitAndWait: (problem, args = [], process = {}) =>
      start([...submission(problem, args), '--wait', '--json'], process),
    submit: async (problem, args = []) => {
      const { status, stdout, stderr } = await start(submission(problem, args)).ended;
      if (status !== 0) throw new Error(`submit ended with ${status}: ${stderr}`);
      return stdout.trim();
    },
    startWorker: (args = [], process = {}) => {
      const defaults = ['--concurrency', '1', '--lock-seconds', LOCK_SECONDS];
      return atWork(startProcess(WORKER, [...defaults, ...args], process));
    },
    end: async () => {
      for (const child of started) child.signalAll('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      look.disconnect();
      await redis.stop();
    },
  };
};
