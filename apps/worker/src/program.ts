import { InputError } from '@gradproof/model';
import { DEFAULT_PREFIX } from '@gradproof/queue';
import { Command, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { DEVICES, ENGINE_NAMES, type EngineName, type EngineOptions } from './compute/engines.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The worker's options, parsed. */
export interface WorkerOptions extends EngineOptions {
  readonly redis?: string;
  readonly prefix: string;
  /** By default one a core; of the gpu engine one. */
  readonly concurrency?: number;
  readonly engine: EngineName;
  readonly store?: string;
  readonly modules?: string;
  /** MiB. */
  readonly moduleMemory: number;
  /** Seconds. */
  readonly evaluationSeconds: number;
  /** MiB. */
  readonly memory: number;
  /** Seconds. */
  readonly grace: number;
  /** Seconds. */
  readonly lockSeconds: number;
  readonly metrics?: number;
  readonly logLevel: string;
}

const integer =
  (name: string, least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InputError(`${name} is ${text}; it must be an integer from ${least} to ${most}.`);
  };

const HELP = `
Examples:
  gradproof-worker                                            shards from redis://127.0.0.1:6379, one a core
  gradproof-worker --redis rediss://user:password@host:6380   better in GRADPROOF_REDIS_URL, where no process list shows it
  gradproof-worker --engine gpu                               float32 checks, on this machine’s GPU: gradproof submit --engine gpu
  gradproof-worker --modules problems                         functions, too: gradproof submit problems/mine.ts
  gradproof-worker --concurrency 4 --metrics 9464             http://127.0.0.1:9464/metrics and /health

It stops on SIGTERM or Ctrl-C: runs under way end within --grace seconds, or go back to the queue.
GRADPROOF_REDIS_URL names Redis; with GRADPROOF_SIGNING_KEY only signed jobs are taken.`;

/** The command line; `start` gets the options. */
export const createProgram = (start: (options: WorkerOptions) => Promise<void>): Command =>
  new Command('gradproof-worker')
    .description('Computes shards of checks that gradproof submit put into Redis.')
    .version(version, '-V, --version', 'print the version')
    .option('--redis <url>', 'redis:// or rediss:// (default: GRADPROOF_REDIS_URL, or this machine’s)')
    .option('--prefix <text>', 'what every key in Redis begins with', DEFAULT_PREFIX)
    .option(
      '--concurrency <N>',
      'runs at a time, each in a separate process (default: one a core; one with --engine gpu)',
      integer('concurrency', 1, 1024),
    )
    .addOption(
      new Option('--engine <engine>', 'what computes').choices(ENGINE_NAMES).default(ENGINE_NAMES[0]),
    )
    .addOption(
      new Option(
        '--device <device>',
        'of --engine gpu (default: the first that gradproof devices lists)',
      ).choices(DEVICES),
    )
    .option('--store <folder>', 'a shared folder that holds the problems (default: Redis does)')
    .option(
      '--memory <MiB>',
      'memory of each process for prepared problems',
      integer('memory', 16, 2 ** 20),
      1024,
    )
    .option(
      '--modules <folder>',
      'a folder of modules; only functions of these are computed, each module in a separate process',
    )
    .option(
      '--module-memory <MiB>',
      'memory limit of a module’s process',
      integer('module-memory', 128, 2 ** 20),
      1024,
    )
    .option(
      '--evaluation-seconds <seconds>',
      'time limit of one evaluation by a module',
      integer('evaluation-seconds', 1, 86_400),
      60,
    )
    .option('--grace <seconds>', 'how long runs may go on after SIGTERM', integer('grace', 0, 86_400), 20)
    .option(
      '--lock-seconds <seconds>',
      'a worker without a heartbeat for this long loses its runs to others; the same for all workers',
      integer('lock-seconds', 1, 3600),
      6,
    )
    .option(
      '--metrics <port>',
      'health and Prometheus metrics on this port of the loopback',
      integer('metrics', 0, 65_535),
    )
    .addOption(
      new Option('--log-level <level>', 'what is logged')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .addHelpText('after', HELP)
    .action(start);
