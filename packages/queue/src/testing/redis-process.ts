import { Redis } from 'ioredis';
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const MISSING =
  'The fleet’s tests and demo need redis-server: install Debian’s redis-server or set REDIS_URL.';
/** Milliseconds that a server may take to answer. */
const PATIENCE = 15_000;

/** A connection for one question. */
export const connection = (url: string): Redis =>
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

/** Resolves when the process has ended. */
export const exitOf = (server: ChildProcess): Promise<void> =>
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

/** Starts redis-server, and resolves when it answers at the url. Throws one clear line where there is none, or what it printed. */
export const launch = async (url: string, args: readonly string[]): Promise<ChildProcess> => {
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
