import { InputError } from '@gradproof/model';
import { indexModules, type ModuleIndex } from '@gradproof/problems';
import {
  checkServer,
  createSigner,
  moduleArithmetic,
  type RedisAddress,
  redisAddressOf,
  type Signer,
  SIGNING_VARIABLE,
} from '@gradproof/queue';
import {
  connectRedis,
  type FleetEvents,
  type FleetWorker,
  redactedAddress,
  startFleetWorker,
  withoutCredentials,
} from '@gradproof/queue/worker';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { type ComputePool, createComputePool } from './compute/compute-pool.ts';
import { type EngineName, type EngineOptions, enginesWith, knownEngine } from './compute/engines.ts';
import type { ComputeSetup, ModulePlace, StorePlace } from './compute/messages.ts';
import { serveHealth } from './http-server.ts';
import { createMetrics, type WorkerMetrics } from './metrics.ts';
import type { WorkerOptions } from './program.ts';

const storeOf = (folder: string | undefined): StorePlace =>
  folder === undefined ? { kind: 'redis' } : { kind: 'folder', folder };

const eventsOf = (log: Logger, metrics: WorkerMetrics, address: RedisAddress): FleetEvents => ({
  onJob: ({ kind, outcome, seconds, message, ...job }) => {
    metrics.jobs.inc({ kind, outcome });
    metrics.evaluations.inc(job.evaluations);
    metrics.seconds.observe({ kind }, seconds);
    log[outcome === 'failed' ? 'warn' : 'info']({ kind, outcome, seconds, ...job }, message ?? kind);
  },
  onStalled: (job) => {
    metrics.stalls.inc();
    log.warn({ job }, 'taken over from a worker that is gone or sent no heartbeat');
  },
  onError: (error) => {
    metrics.errors.inc();
    log.warn(withoutCredentials(error.message, address));
  },
});

/** Warns of settings of Redis that lose jobs. */
const warnOfServer = async (address: RedisAddress, log: Logger): Promise<void> => {
  const redis = await connectRedis(address, 'worker', { onTrouble: (message) => log.warn(message) });
  for (const warning of await checkServer(redis)) log.warn(warning);
  redis.disconnect();
};

/** Throws InputError for an option of an engine that the engine asked for doesn't take. */
const assertEngineTakes = (engine: EngineName, options: EngineOptions): void => {
  for (const [option, value] of Object.entries(options) as [keyof EngineOptions, unknown][]) {
    if (value === undefined || knownEngine(engine).options.includes(option)) continue;
    throw new InputError(
      `--${option} belongs to --engine ${enginesWith(option).join(' or ')}, but --engine is ${engine}.`,
    );
  }
};

/** Reads the folder of modules; logs those that have no version and can't be computed. Throws InputError. */
const readModules = async (folder: string | undefined, log: Logger): Promise<ModuleIndex | null> => {
  if (folder === undefined) return null;
  const index = await indexModules(folder);
  for (const [name, reason] of Object.entries(index.refused)) log.warn({ module: name }, reason);
  log.info({ modules: Object.keys(index.versions) }, 'modules');
  return index;
};

/** The folder of modules, and the limits of each; null for a worker without modules. */
const placeOf = (
  index: ModuleIndex | null,
  { moduleMemory, evaluationSeconds }: WorkerOptions,
): ModulePlace | null =>
  index && {
    folder: index.folder,
    memory: moduleMemory,
    evaluationSeconds,
    arithmetic: moduleArithmetic(),
  };

/** A worker's settings, resolved. */
interface WorkerContext {
  readonly options: WorkerOptions;
  readonly address: RedisAddress;
  readonly signer: Signer;
  /** Different for every worker. */
  readonly name: string;
  readonly concurrency: number;
  readonly log: Logger;
}

const contextOf = (options: WorkerOptions, env: NodeJS.ProcessEnv): WorkerContext => {
  const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  return {
    options,
    address: redisAddressOf(options.redis, env),
    signer: createSigner(env[SIGNING_VARIABLE]),
    name,
    concurrency: options.concurrency ?? knownEngine(options.engine).processes(),
    log: pino({ level: options.logLevel, base: { worker: name } }),
  };
};

/** A worker, and the processes that compute its jobs. */
interface WorkerAtWork {
  readonly worker: FleetWorker;
  readonly pool: ComputePool;
}

const setupOf = ({ options, address, name }: WorkerContext, modules: ModulePlace | null): ComputeSetup => ({
  engine: options.engine,
  engineOptions: { device: options.device },
  address,
  prefix: options.prefix,
  store: storeOf(options.store),
  memory: options.memory * 2 ** 20,
  modules,
  worker: name,
});

/** Starts the processes that compute, then takes jobs. */
const startWork = async (context: WorkerContext, events: FleetEvents): Promise<WorkerAtWork> => {
  const { options, address, name, concurrency, signer, log } = context;
  const index = await readModules(options.modules, log);
  const place = placeOf(index, options);
  const pool = await createComputePool(setupOf(context, place), concurrency);
  const worker = await startFleetWorker({
    address,
    prefix: options.prefix,
    name,
    engine: pool.engine,
    concurrency,
    modules: place && index ? { arithmetic: place.arithmetic, versions: index.versions } : undefined,
    compute: pool,
    signer,
    events,
    lockMilliseconds: options.lockSeconds * 1000,
  });
  return { worker, pool };
};

const untilAborted = async (signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
};

/**
 * Works until the signal aborts, then stops gracefully.
 *
 * @param env The environment: GRADPROOF_REDIS_URL names Redis where the options don't, GRADPROOF_SIGNING_KEY is the fleet's key.
 * @throws InputError for options that can't be used, FleetError when Redis refuses the connection.
 */
export const runWorker = async (
  options: WorkerOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> => {
  assertEngineTakes(options.engine, { device: options.device });
  const context = contextOf(options, env);
  const { address, log, concurrency, signer } = context;
  let worker: FleetWorker | null = null;
  const metrics = createMetrics(() => worker?.running() ?? 0);
  const page =
    options.metrics === undefined
      ? null
      : await serveHealth(options.metrics, metrics, () => worker?.isConnected() ?? false);
  if (page) log.info({ port: page.port }, 'health and metrics');
  await warnOfServer(address, log);

  const work = await startWork(context, eventsOf(log, metrics, address));
  ({ worker } = work);
  const { arithmetic, device } = work.pool.engine;
  const redis = redactedAddress(address);
  log.info({ redis, concurrency, arithmetic, device, signed: signer.isSigning }, 'at work');

  await untilAborted(signal);
  log.info({ running: work.worker.running(), grace: options.grace }, 'stopping');
  await work.worker.close(options.grace);
  await work.pool.end();
  page?.close();
  log.info('stopped');
};
