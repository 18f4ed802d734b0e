import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { connection, exitOf, launch } from './redis-process.ts';

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
