import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = (path) => fileURLToPath(new URL(`../../apps/${path}`, import.meta.url));
const GRADPROOF = bin('cli/bin/gradproof.js');
const WORKER = bin('worker/bin/gradproof-worker.js');

/** Programs that run now: none of them outlives this process. */
const running = new Set();
const endAll = () => {
  for (const child of running) child.kill('SIGKILL');
};
process.once('exit', endAll);

const start = (program, args, env, stdio) => {
  const child = spawn(process.execPath, [program, ...args], { stdio, env: { ...process.env, ...env } });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

const textOf = async (stream) => {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
};

/** Runs `gradproof ARGS` to its end: its exit status, both outputs, and the seconds from its start to its exit. */
export const gradproof = async (args, env = {}) => {
  const began = performance.now();
  const child = start(GRADPROOF, args, env, ['ignore', 'pipe', 'pipe']);
  const ended = once(child, 'close');
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const [status, signal] = await ended;
  return { status: status ?? signal, out, err, seconds: (performance.now() - began) / 1000 };
};

const stopped = async (child) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** Starts a worker, and returns when it is at work. Its log goes to `onLog`, a parsed line at a time. */
export const startWorker = async (args, env = {}, onLog = () => {}) => {
  const child = start(WORKER, args, env, ['ignore', 'pipe', 'inherit']);
  const atWork = new Promise((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`gradproof-worker ended with ${status}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line);
      if (entry.msg === 'at work') resolve(entry.worker);
      onLog(entry);
    });
  });
  return { name: await atWork, pid: child.pid, stop: () => stopped(child) };
};
