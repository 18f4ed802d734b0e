import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('peers.py', import.meta.url));

/** SciPy in a child process: derivatives of a cost at a point by its own methods, { method: [derivative or null] }. null without SciPy. */
export const startScipy = async () => {
  const child = spawn('/usr/bin/python3', [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'exit').catch(() => []);
  child.stdin.on('error', () => {}); // told by the lines that end
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (value) => child.stdin.write(`${JSON.stringify(value)}\n`);
  const derivatives = async (cost, theta) => {
    send(Array.from(theta));
    for (;;) {
      const { value: line, done } = await lines.next();
      if (done) return null;
      const message = JSON.parse(line);
      if (message.found) return message.found;
      const value = cost(Float64Array.from(message.at));
      send(Number.isFinite(value) ? value : null);
    }
  };
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { derivatives, stop };
};
