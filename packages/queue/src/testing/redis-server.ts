import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

/** Which Redis a test needs. */
export interface TestRedisOptions {
  /** True when the test kills or configures the server: then REDIS_URL's is not used. Set by the other options too. */
  readonly own?: boolean;
  /** True for an append-only file, forced to the disk with every command. */
  readonly appendonly?: boolean;
  /** Where it persists; default: a temporary folder, removed by `stop`. */
  readonly folder?: string;
  /** More of redis.conf: `{ maxmemory: '20mb' }`. */
  readonly config?: Readonly<Record<string, string>>;
}

/** A Redis for tests. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Begins every key of the test; a shared server is cleared of these keys by `stop`. */
  readonly prefix: string;
  /** Ends the server and removes its folder. */
  readonly stop: () => Promise<void>;
  /** Ends the server as a power cut would. */
  readonly kill9: () => Promise<void>;
  /** Starts it again on its port and folder, after kill9. */
  readonly restart: () => Promise<void>;
}

const MISSING = 'Tests of the fleet need redis-server: install Debian’s redis-server or set REDIS_URL.';
/** Milliseconds that a server may take to answer. */
const PATIENCE = 15_000;

const connection = (url: string): Redis =>
  new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 }).on('error', () => {});

const answers = async (url: string): Promise<boolean> => {
  const redis = connection(url);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
};

const exitOf = (server: ChildProcess): Promise<void> =>
  server.exitCode !== null || server.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => void server.once('exit', () => resolve()));

const launch = async (url: string, args: readonly string[]): Promise<ChildProcess> => {
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let failure: Error | undefined;
  let output = '';
  server.on('error', (error) => (failure = error));
  const keep = (text: Buffer): void => void (output = `${output}${text.toString()}`.slice(-2_000));
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const deadline = performance.now() + PATIENCE;
  while (!(await answers(url))) {
    if (failure !== undefined) throw new Error(MISSING, { cause: failure });
    if (server.exitCode !== null || performance.now() > deadline) {
      server.kill('SIGKILL');
      throw new Error(`redis-server did not start: ${output}`);
    }
    await pause(20);
  }
  process.once('exit', () => server.kill('SIGKILL')); // no process stays behind a test that fails
  return server;
};

const clear = async (url: string, prefix: string): Promise<void> => {
  const redis = connection(url);
  await redis.connect();
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 }))
      if ((keys as string[]).length > 0) await redis.unlink(keys as string[]);
  } finally {
    redis.disconnect();
  }
};

const sharedRedis = (url: string, prefix: string): TestRedis => {
  const refuse = (): Promise<void> =>
    Promise.reject(new Error('A shared Redis is not killed: ask for { own: true }.'));
  const port = Number(new URL(url).port || 6379);
  return { url, port, prefix, stop: () => clear(url, prefix), kill9: refuse, restart: refuse };
};

const ownRedis = async (
  { appendonly = false, folder, config = {} }: TestRedisOptions,
  prefix: string,
): Promise<TestRedis> => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'gradproof-redis-')));
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: place,
    save: '',
    appendonly: appendonly ? 'yes' : 'no',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    ...config,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  let server = await launch(url, args);
  const kill9 = async (): Promise<void> => {
    server.kill('SIGKILL');
    await exitOf(server);
  };
  return {
    url,
    port,
    prefix,
    kill9,
    restart: async () => {
      await kill9();
      server = await launch(url, args);
    },
    stop: async () => {
      await kill9();
      if (folder === undefined) await rm(place, { recursive: true, force: true });
    },
  };
};

/**
 * A Redis for a test: REDIS_URL's where a plain shared one is enough, else a redis-server of its own on a free port of the loopback.
 * Fails with one clear line where there is neither.
 */
export const startRedis = async (options: TestRedisOptions = {}): Promise<TestRedis> => {
  const prefix = `gradproof-test-${randomBytes(6).toString('hex')}`;
  const shared = process.env['REDIS_URL'];
  const needsOwn = Object.values(options).some(Boolean);
  return shared && !needsOwn ? sharedRedis(shared, prefix) : ownRedis(options, prefix);
};
