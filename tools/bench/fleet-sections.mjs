import { join } from 'node:path';
import { arithmeticHere } from '@gradproof/core/engine';
import { writeProblem } from '@gradproof/formats';
import {
  connectFleet,
  createRedisChunkStore,
  createSigner,
  disconnectFleet,
  KEPT_SECONDS,
  redisAddressOf,
  submitCheck,
  waitForCheck,
} from '@gradproof/queue';
import { memoryOf } from '../fleet/memory-of.mjs';
import { gradproof, startWorker } from '../fleet/programs.mjs';
import { problemOf } from '../problems/random-problem.mjs';

const DEEP = {
  sizes: [784, 512, 512, 512, 512, 10],
  examples: 128,
  hidden: 'relu',
  cost: 'softmax-cross-entropy',
};
const TINY = { sizes: [4, 5, 3, 1], examples: 3, hidden: 'relu', cost: 'binary-cross-entropy' };
/** 10,000 rows of a block each: as many shards, each of next to no work. */
const WIDE = { sizes: [1024, 10_000], examples: 1, hidden: 'identity', cost: 'mean-squared-error' };

/** Its memory is what it holds, and the problems that it keeps are soon as many as it may. */
const MEASURED_MEMORY = [
  ['--memory', '16'],
  { NODE_OPTIONS: `--expose-gc --import ${new URL('collect-garbage.mjs', import.meta.url).href}` },
];

/** How many times memory is looked at. */
const LOOKS = 10;

/** The best of some turns: what else the machine does only ever adds. */
export const best = (values) => Math.min(...values);

/** The sections of the benchmark, by name; `place` holds the options that find the fleet. */
export const createSections = ({ folder, url, prefix, rounds, checks }) => {
  const place = ['--redis', url, '--prefix', prefix];
  const worker = (args = [], env = {}) => startWorker([...place, '--concurrency', '1', ...args], env);
  let seed = 0;

  const write = async (name, net, ofSeed) => {
    const path = join(folder, name);
    await writeProblem(path, problemOf(net, ofSeed));
    return path;
  };

  const run = async (...args) => {
    const ended = await gradproof(args);
    if (ended.status === 0) return ended;
    throw new Error(`gradproof ${args.join(' ')} ended with ${ended.status}: ${ended.err}`);
  };

  /** Another seed each time, so that no check joins one before. */
  const submit = (problem, ...args) =>
    run('submit', problem, ...place, '--seed', String(++seed), '--json', ...args);

  /** A check alone on one thread, and on one worker of one process, in turns; the worker is new in the first turn. */
  const overhead = async () => {
    const problem = await write('overhead', DEEP);
    const one = await worker();
    const [alone, fleet] = [[], []];
    for (let round = 0; round < rounds; round++) {
      alone.push((await run('check', problem, '--threads', '1', '--json')).seconds);
      fleet.push((await submit(problem, '--wait')).seconds);
    }
    await one.stop();
    return { alone, fleet, ratio: best(fleet) / best(alone) };
  };

  /** One worker, and two, in turns; each has met the problem. */
  const two = async () => {
    const problem = await write('two', DEEP);
    const first = await worker();
    const [one, both] = [[], []];
    await submit(problem, '--wait');
    for (let round = 0; round < rounds; round++) {
      one.push((await submit(problem, '--wait')).seconds);
      const second = await worker();
      both.push((await submit(problem, '--wait')).seconds);
      await second.stop();
    }
    await first.stop();
    return { one, both, speedUp: best(one) / best(both) };
  };

  /** The first submission of a problem sends its vectors, the second doesn't. */
  const submitting = async () => {
    const [first, again] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const problem = await write(`submit-${round}`, DEEP, 100 + round);
      first.push((await submit(problem)).seconds);
      again.push((await submit(problem)).seconds);
    }
    for (const { id } of JSON.parse((await run('list', ...place, '--json')).out))
      await gradproof(['cancel', id, ...place]);
    await run('purge', ...place);
    return { first, again };
  };

  const shards = async () => {
    const problem = await write('shards', WIDE);
    const workers = [await worker(), await worker()];
    const seconds = [];
    for (let round = 0; round < rounds; round++)
      seconds.push((await submit(problem, '--shard-seconds', '1e-9', '--wait')).seconds);
    const [{ shards: count }] = JSON.parse((await run('list', ...place, '--json')).out);
    for (const own of workers) await own.stop();
    return { shards: count, seconds };
  };

  /** Bytes of a worker and its processes while it makes many checks of one problem, then of as many problems. */
  const memory = async () => {
    const one = await worker(...MEASURED_MEMORY);
    const fleet = await connectFleet({
      address: redisAddressOf(url, {}),
      signer: createSigner(undefined),
      prefix,
      storeOf: (redis) => createRedisChunkStore(redis, { prefix, timeToLive: KEPT_SECONDS }),
    });
    const check = async (ofProblem, ofSeed) => {
      const { id } = await submitCheck(fleet, {
        problem: problemOf(TINY, ofProblem),
        name: 'tiny',
        options: { method: 'incremental', epsilon: 1e-9, threshold: 2e-7, seed: ofSeed },
        engine: { name: 'cpu', arithmetic: arithmeticHere('float64') },
      });
      const { state } = await waitForCheck(fleet, id);
      if (state !== 'concluded') throw new Error(`${id} ${state}`);
    };
    const series = async (checkNumber) => {
      const began = performance.now();
      const bytes = [];
      for (let number = 1; number <= checks; number++) {
        await checkNumber(number);
        if (number % Math.ceil(checks / LOOKS) === 0) bytes.push(memoryOf(one.pid));
      }
      return { bytes, seconds: (performance.now() - began) / 1000 };
    };
    const oneProblem = await series((number) => check(1, 1_000_000 + number));
    const manyProblems = await series((number) => check(number + 1, 2_000_000));
    await disconnectFleet(fleet);
    await one.stop();
    return { checks, oneProblem, manyProblems };
  };

  return { overhead, two, submit: submitting, shards, memory };
};
