import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRedis } from '@gradproof/queue/testing';
import { createSections, best } from './fleet-sections.mjs';

// npm run bench:fleet [-- --only overhead,two,submit,shards,memory --rounds 3 --checks 1000 --out bench-fleet.json]
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'overhead,two,submit,shards,memory' },
    rounds: { type: 'string', default: '3' },
    checks: { type: 'string', default: '1000' },
    out: { type: 'string', default: 'bench-fleet.json' },
  },
});

const list = (seconds) => seconds.map((value) => value.toFixed(2)).join(', ');
const mebibytes = (bytes) => bytes.map((value) => Math.round(value / 2 ** 20)).join(', ');

/** What a section measured as a line, and whether it reaches what it must. */
const LINES = {
  overhead: ({ alone, fleet, ratio }) => [
    `one worker of one process, 784-512-512-512-512-10: ${list(fleet)} s; gradproof check --threads 1: ${list(alone)} s; ${ratio.toFixed(3)} times (at most 1.15)`,
    ratio <= 1.15,
  ],
  two: ({ one, both, speedUp }) => [
    `two workers: ${list(both)} s; one: ${list(one)} s; ${speedUp.toFixed(2)} times faster (at least 1.6)`,
    speedUp >= 1.6,
  ],
  submit: ({ first, again }) => [
    `submitting 1,195,018 parameters: ${list(first)} s (under 2), again ${list(again)} s`,
    best(first) < 2,
  ],
  shards: ({ shards, seconds }) => [
    `${shards} trivial shards, two workers: ${list(seconds)} s (under 30)`,
    best(seconds) < 30,
  ],
  memory: ({ checks, oneProblem, manyProblems }) => [
    `a worker's memory over ${checks} checks of one problem: ${mebibytes(oneProblem.bytes)} MiB; of ${checks} problems: ${mebibytes(manyProblems.bytes)} MiB; ${((oneProblem.seconds / checks) * 1000).toFixed(0)} ms a check`,
    manyProblems.bytes.at(-1) < 1.15 * oneProblem.bytes[oneProblem.bytes.length >> 1], // warm by then
  ],
};

const folder = await mkdtemp(join(tmpdir(), 'gradproof-bench-'));
const redis = await startRedis({ own: true, appendonly: true, config: { appendfsync: 'everysec' } });
const stop = async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143)));

try {
  const { url } = redis;
  const counts = { rounds: Number(options.rounds), checks: Number(options.checks) };
  const sections = createSections({ folder, url, prefix: 'bench', ...counts });
  const measured = { node: process.version };
  for (const name of options.only.split(',')) {
    measured[name] = await sections[name]();
    const [line, reached] = LINES[name](measured[name]);
    measured[name].reached = reached;
    console.log(`${reached ? 'reached' : 'MISSED '}  ${line}`);
  }
  await writeFile(options.out, `${JSON.stringify(measured, null, 2)}\n`);
  console.log(`Wrote ${options.out}`);
} finally {
  await stop();
}
