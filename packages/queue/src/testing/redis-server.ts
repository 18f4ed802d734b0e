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
  /** More of redis.conf: `{ maxmemory: '20mb' }`; the url has the password of `requirepass`. */
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

const MISSING = 'The fleet’s tests and demo need redis-server: install Debian’s redis-server or set REDIS_URL.';
/** Milliseconds that a server may take to answer. */
const PATIENCE = 15_000;

const connection = (url: string): Redis =>
  new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 }).on('error', () => {});

/** True when the server of this process id answers there, not one that another test has started on the same port meanwhile. */
const answers = async (url: string, pid: number | undefined): Promise<boolean> => {
  const redis = connection(url);
  try {
    await redis.connect();
    return (await redis.info('server')).includes(`\nprocess_id:${pid}\r`);
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

/** Kills the server when this process ends, however it ends (vitest kills, too): then the pipe to the watcher closes. */
const endWithUs = (server: ChildProcess): void => {
  const watch = ['-c', 'read -r _; kill -9 "$0"', String(server.pid)];
  const watcher = spawn('/bin/sh', watch, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watcher.unref();
  server.once('exit', () => watcher.kill('SIGKILL'));
};

const launch = async (url: string, args: readonly string[]): Promise<ChildProcess> => {
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let failure: Error | undefined;
  let output = '';
  server.on('error', (error) => (failure = error));
  server.once('spawn', () => endWithUs(server));
  const keep = (text: Buffer): void => void (output = `${output}${text.toString()}`.slice(-2_000));
  server.stdout.on('data', keep);
  server.stderr.on('data', keep);
  const deadline = performance.now() + PATIENCE;
  while (!(await answers(url, server.pid))) {
    if (failure !== undefined) throw new Error(MISSING, { cause: failure });
    if (server.exitCode !== null || performance.now() > deadline) {
      server.kill('SIGKILL');
      throw new Error(`redis-server did not start: ${output}`);
    }
    await pause(20);
  }
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

const settingsOf = ({ appendonly = false, config = {} }: TestRedisOptions, dir: string, port: number) => ({
  port: String(port),
  bind: '127.0.0.1',
  dir,
  save: '',
  appendonly: appendonly ? 'yes' : 'no',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
  ...config,
});

const urlOf = ({ config = {} }: TestRedisOptions, port: number): string => {
  const password = config['requirepass'];
  return `redis://${password === undefined ? '' : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`;
};

const ownRedis = async (options: TestRedisOptions, prefix: string): Promise<TestRedis> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'gradproof-redis-')));
  const discard = async (): Promise<void> => {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  };
  const port = await freePort();
  const url = urlOf(options, port);
  const args = Object.entries(settingsOf(options, folder, port)).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  let server: ChildProcess;
  try {
    server = await launch(url, args);
  } catch (error) {
    await discard();
    throw error;
  }
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
      await discard();
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
