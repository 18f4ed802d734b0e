import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { InputError } from '@gradproof/model';
import {
  checkServer,
  connectRedis,
  createSigner,
  moduleArithmetic,
  redactedAddress,
  redisAddressOf,
  SIGNING_VARIABLE,
  startFleetWorker,
  withoutCredentials,
  type FleetEvents,
  type RedisAddress,
} from '@gradproof/queue';
import { indexModules, type ModuleIndex } from '@gradproof/problems';
import { pino, type Logger } from 'pino';
import { createComputePool } from './compute/compute-pool.ts';
import type { ModulePlace, StorePlace } from './compute/messages.ts';
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
    log.warn({ job }, 'taken over from a worker that is gone or silent');
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

/** A GPU is one device, which processes would only take from each other. */
const concurrencyOf = ({ concurrency, engine }: WorkerOptions): number =>
  concurrency ?? (engine === 'gpu' ? 1 : availableParallelism());

const refuseForeignDevice = ({ engine, device }: WorkerOptions): void => {
  if (device !== undefined && engine !== 'gpu')
    throw new InputError(`--device belongs to --engine gpu, but --engine is ${engine}.`);
};

/** Reads the folder of modules; those that have no version are told, and can't be computed. Throws InputError. */
const readModules = async (folder: string | undefined, log: Logger): Promise<ModuleIndex | null> => {
  if (folder === undefined) return null;
  const index = await indexModules(folder);
  for (const [name, reason] of Object.entries(index.refused)) log.warn({ module: name }, reason);
  log.info({ modules: Object.keys(index.versions) }, 'modules');
  return index;
};

const placeOf = (
  { folder }: ModuleIndex,
  { moduleMemory, evaluationSeconds }: WorkerOptions,
): ModulePlace => ({
  folder,
  memory: moduleMemory,
  evaluationSeconds,
  arithmetic: moduleArithmetic(),
});

/** Works until the signal aborts, then stops gracefully. Throws InputError for options that can't be used. */
export const runWorker = async (
  options: WorkerOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> => {
  refuseForeignDevice(options);
  const { prefix, engine, device, grace } = options;
  const concurrency = concurrencyOf(options);
  const address = redisAddressOf(options.redis, env);
  const signer = createSigner(env[SIGNING_VARIABLE]);
  const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const log = pino({ level: options.logLevel, base: { worker: name } });
  const memory = options.memory * 2 ** 20;
  let running = () => 0;
  let isConnected = () => false;
  const metrics = createMetrics(() => running());
  const page =
    options.metrics === undefined ? null : await serveHealth(options.metrics, metrics, () => isConnected());
  if (page) log.info({ port: page.port }, 'health and metrics');
  await warnOfServer(address, log);

  const index = await readModules(options.modules, log);
  const modules = index && placeOf(index, options);
  const setup = {
    ...{ engine, address, prefix, store: storeOf(options.store), memory, modules, worker: name },
    ...(device === undefined ? {} : { device }),
  };
  const pool = await createComputePool(setup, concurrency);
  const events = eventsOf(log, metrics, address);
  const worker = await startFleetWorker({
    address,
    prefix,
    name,
    engine: pool.engine,
    concurrency,
    modules: modules && index ? { arithmetic: modules.arithmetic, versions: index.versions } : undefined,
    compute: pool,
    signer,
    events,
    lockMilliseconds: options.lockSeconds * 1000,
  });
  ({ running, isConnected } = worker);
  const { arithmetic, device: computer } = pool.engine;
  log.info(
    { redis: redactedAddress(address), concurrency, arithmetic, device: computer, signed: signer.isSigning },
    'at work',
  );

  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  log.info({ running: worker.running(), grace }, 'stopping');
  await worker.close(grace);
  await pool.end();
  page?.close();
  log.info('stopped');
};
