import { createHash } from 'node:crypto';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { readNpz } from '@gradproof/formats';
import { run } from 'gradproof';

// Runs inputs that come as messages, and answers how each ended, and what memory it took.

/** Memory of this process is looked at so often, in ms. */
const GLANCE = 5;

/** Memory from which garbage of the inputs before is collected first: collecting each time would take most of the run. */
const GARBAGE = 2 ** 29;

const digestOf = (numbers) => {
  const one = numbers.map((value) => (Number.isNaN(value) ? NaN : value)); // one NaN, as read_npz.py has it
  return createHash('sha256').update(new Uint8Array(one.buffer)).digest('hex');
};

/** Reads an npz as gradproof's readers do. */
const read = async ({ path }) => {
  try {
    const arrays = await readNpz(path, 'input.npz');
    return { status: 0, message: '', arrays: Array.from(arrays, ([name, { shape, data }]) => [name, shape, digestOf(data)]) }; // prettier-ignore
  } catch (error) {
    const isInput = error?.name === 'InputError' || error?.name === 'ShapeError';
    return {
      status: 2,
      message: isInput ? `gradproof: ${error.message}` : `bug of gradproof: ${error?.stack}`,
    };
  }
};

/** Runs a command line. */
const runLine = async ({ args }) => {
  let message = '';
  const terminal = { out: () => {}, err: (text) => void (message += text), color: false, width: 100, progress: null }; // prettier-ignore
  const status = await run(args, terminal, new globalThis.AbortController().signal);
  return { status, message: message.slice(0, 20_000) };
};

process.on('message', async (input) => {
  if (process.memoryUsage.rss() > GARBAGE) globalThis.gc();
  const before = process.memoryUsage.rss();
  let most = before;
  const glance = () => (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(glance, GLANCE);
  const ran = await (input.args ? runLine(input) : read(input));
  glance();
  clearInterval(timer);
  process.send({ ...ran, memory: most - before });
});
