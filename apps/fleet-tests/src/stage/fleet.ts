import { fileURLToPath } from 'node:url';
import { startRedis, type TestRedis, type TestRedisOptions } from '@gradproof/queue/testing';
import { Redis } from 'ioredis';
import type { CheckedProblem } from './problems.ts';
import { startNode, type Ending, type StartedProcess } from './started-process.ts';
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

const logOf = (own: StartedProcess): LogLine[] =>
  own
    .stdout()
    .split('\n')
    .filter(isLogLine)
    .map((line) => JSON.parse(line) as LogLine);

/** Seconds after which a silent worker's shard goes to another: short, so that scenarios are. */
const LOCK_SECONDS = '2';
/** For workers that lose no shard to another, however busy the machine. */
export const LONG_LOCK = ['--lock-seconds', '60'] as const;

/** Starts a Redis of the fleet's own. */
export const openFleet = async (options: TestRedisOptions = {}): Promise<Fleet> => {
  const redis = await startRedis({ own: true, ...options });
  const look = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 200 });
  look.on('error', () => {}); // scenarios take it away
  const started: StartedProcess[] = [];
  const startProcess = (program: string, args: readonly string[], own: ProcessOptions): StartedProcess => {
    const child = startNode(program, args, environmentOf(redis, own));
    started.push(child);
    return child;
  };
  const start: Fleet['start'] = (args, own = {}) => startProcess(COMMAND_LINE, args, own);
  const place = ['--prefix', redis.prefix];
  const submission = ({ folder, options: own, shardSeconds }: CheckedProblem, args: readonly string[]) => [
    ...['submit', folder, ...own, ...args, ...place],
    ...(shardSeconds === undefined ? [] : ['--shard-seconds', shardSeconds]),
  ];

  return {
    redis,
    look,
    started,
    start: (args, own) => start([...args, ...place], own),
    run: (args, own) => start([...args, ...place], own).ended,
    submitAndWait: (problem, args = [], own = {}) =>
      start([...submission(problem, args), '--wait', '--json'], own),
    submit: async (problem, args = []) => {
      const { status, stdout, stderr } = await start(submission(problem, args)).ended;
      if (status !== 0) throw new Error(`submit ended with ${status}: ${stderr}`);
      return stdout.trim();
    },
    startWorker: async (args = [], own = {}) => {
      const options = ['--concurrency', '1', '--lock-seconds', LOCK_SECONDS];
      const child = startProcess(WORKER, [...options, ...place, ...args], own);
      const line = await until('the worker is at work', () => {
        const gone = child.isThere() ? null : child.stderr();
        if (gone !== null) throw new Error(`the worker ended: ${gone}`);
        return logOf(child).find(({ msg }) => msg === 'at work');
      });
      return { ...child, name: line.worker, log: () => logOf(child) };
    },
    end: async () => {
      for (const own of started) own.signalAll('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
      look.disconnect();
      await redis.stop();
    },
  };
};
