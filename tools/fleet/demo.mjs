import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeProblem } from '@gradproof/formats';
import { startRedis } from '@gradproof/queue/testing';
import { problemOf } from '../problems/random-problem.mjs';
import { gradproof, startWorker } from './programs.mjs';

// npm run fleet:demo [-- --small]: Redis and two workers; a real classifier, a large net, and the same net with a mistake in its backward
// propagation are checked on the fleet and on this machine alone. The reports must be the same, bit for bit. Everything is stopped.
const { values: options } = parseArgs({ options: { small: { type: 'boolean', default: false } } });

const WIDTHS = options.small ? [96, 64, 64, 10] : [784, 576, 512, 512, 10];
const NET = { sizes: WIDTHS, examples: 128, hidden: 'relu', cost: 'softmax-cross-entropy' };
/** The small net is cut finer than it is worth, so that both workers have something to do. */
const SHARDS = options.small ? ['--shard-seconds', '0.001'] : [];
const BREAST_CANCER = fileURLToPath(new URL('../../examples/breast-cancer', import.meta.url));

const say = (text) => console.log(text);
const count = (number) => number.toLocaleString('en-US');

/** The mistake of the classic exercise: db of a hidden layer is four times what it should be. */
const plantBug = ({ problem, grad }) => {
  const { offset, size } = problem.layout.tensors.find(({ name }) => name === 'b2');
  return { problem, grad: grad.map((value, i) => (i >= offset && i < offset + size ? 4 * value : value)) };
};

const problemsIn = async (folder) => {
  const net = problemOf(NET);
  const parameters = count(net.problem.layout.size);
  const [right, buggy] = [join(folder, 'net'), join(folder, 'net-with-a-bug')];
  await writeProblem(right, net);
  await writeProblem(buggy, plantBug(net));
  return [
    {
      what: 'scikit-learn’s gradient of a real classifier, 1,537 parameters',
      path: BREAST_CANCER,
      expected: 0,
    },
    { what: `a net ${WIDTHS.join('-')}, ${parameters} parameters`, path: right, expected: 0 },
    { what: 'the same net, db2 four times too large', path: buggy, expected: 1 },
  ];
};

/** A report but for how long it took. */
const withoutSeconds = (json) => {
  const report = JSON.parse(json);
  delete report.seconds;
  return JSON.stringify(report);
};

const expectStatus = (name, { status, err }, expected) => {
  if (status !== expected) throw new Error(`${name} ended with ${status}, not ${expected}: ${err}`);
};

const compare = async ({ what, path, expected }, place, shardsOf) => {
  const fleet = await gradproof(['submit', path, '--wait', '--json', ...SHARDS, ...place]);
  expectStatus('gradproof submit', fleet, expected);
  const local = await gradproof(['check', path, '--json']);
  expectStatus('gradproof check', local, expected);
  if (withoutSeconds(fleet.out) !== withoutSeconds(local.out))
    throw new Error(`The reports differ.\nfleet: ${fleet.out}\nlocal: ${local.out}`);
  const { verdict, difference, tensors, seconds } = JSON.parse(fleet.out);
  const wrong = tensors.filter((tensor) => tensor.verdict === 'incorrect');
  say(`\n${what}`);
  say(
    `  ${verdict}, difference ${difference.toPrecision(3)}, ${seconds.toFixed(1)} s on the fleet: ${shardsOf()}`,
  );
  for (const { name, diagnosis } of wrong)
    say(`  ${name} is wrong: ${diagnosis?.message ?? 'no simple mistake'}`);
  const alone = JSON.parse(local.out).seconds.toFixed(1);
  say(
    `  the same report as gradproof check on this machine alone (${alone} s), bit for bit but for the seconds`,
  );
};

/** Counts the shards that each worker did, from their logs. */
const createTally = () => {
  const done = new Map();
  return {
    onLog: ({ worker, kind, outcome }) => {
      if (kind === 'run' && outcome === 'done') done.set(worker, (done.get(worker) ?? 0) + 1);
    },
    take: () => {
      const text = [...done].map(([worker, shards]) => `${shards} by ${worker}`).join(', ');
      done.clear();
      return `shards: ${text}`;
    },
  };
};

const demo = async (undo) => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-demo-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const redis = await startRedis(
    process.env.REDIS_URL ? {} : { own: true, appendonly: true, config: { appendfsync: 'everysec' } },
  );
  undo.push(() => redis.stop());
  say(
    `Redis: ${process.env.REDIS_URL ? 'the one of REDIS_URL' : `a server of its own on port ${redis.port}, append-only`}`,
  );

  const env = { GRADPROOF_REDIS_URL: redis.url }; // no process list shows it
  const place = ['--prefix', redis.prefix];
  const tally = createTally();
  for (let i = 0; i < 2; i++) {
    const worker = await startWorker([...place, '--concurrency', '1'], env, tally.onLog);
    undo.push(() => worker.stop());
    say(`worker: ${worker.name}`);
  }
  process.env.GRADPROOF_REDIS_URL = redis.url;
  for (const problem of await problemsIn(folder)) await compare(problem, place, tally.take);
};

const undo = [];
/** Stops what was started, the last first, whatever of it fails. */
const stopAll = async () => {
  while (undo.length > 0)
    await undo
      .pop()()
      .catch((error) => console.error(error.message));
};
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    interrupted = true;
    void stopAll().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });

try {
  await demo(undo);
  await stopAll();
  say('\nEverything is stopped.');
} catch (error) {
  if (!interrupted) {
    console.error(`fleet:demo: ${error.message}`);
    await stopAll();
    process.exitCode = 1;
  }
}
