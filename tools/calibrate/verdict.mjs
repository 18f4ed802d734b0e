import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { cellName, cellsLike } from './verdict/cells.mjs';
import { writeDocs } from './verdict/docs.mjs';
import { goalsTogether, missedGoals } from './verdict/goals.mjs';
import { kinds } from './verdict/instances.mjs';
import { journalPath, openJournal, sourcesHash } from './verdict/journal.mjs';
import { showProgress } from './verdict/progress.mjs';
import { cellsOf, readRecord, recordOf, writeRecord } from './verdict/record.mjs';
import { runSchedule } from './verdict/run.mjs';
import { createSchedule } from './verdict/schedule.mjs';
import { tablesOf } from './verdict/table.mjs';

/** Seeds of the short form: a number of them, not a time, so that it is the same on every machine. */
const SHORT_SEEDS = 20;
const LEAST = 3000;

const USAGE = `npm run calibrate:verdict [-- options]: right and wrong gradients of seeded problems, and what is said of them.

  --least N       right checks, and wrong ones, of each cell: kind × method × precision (${LEAST})
  --jobs N        processes (1)
  --seconds N     ends after so long; the next run goes on from there
  --short         the first ${SHORT_SEEDS} seeds of every cell: CI's form
  --first N       the first seed (0)
  --seeds N       so many seeds, instead of --least
  --cells REGEX   only cells whose kind/method/precision matches
  --failures      lists what went wrong
  --record FILE   writes the counts to a file
  --table FILE    prints the tables of such a file, and counts nothing
  --write-docs FILE   puts its tables into docs/method.md`;

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    failures: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    cells: { type: 'string', default: '' },
    ...Object.fromEntries(
      ['least', 'jobs', 'seconds', 'first', 'seeds', 'record', 'table', 'write-docs'].map((name) => [
        name,
        { type: 'string' },
      ]),
    ),
  },
});

const refuse = (text) => {
  console.error(text);
  process.exit(2);
};

/** An integer option. */
const numberOf = (name, otherwise, least = 0) => {
  if (options[name] === undefined) return otherwise;
  const value = Number(options[name]);
  return Number.isSafeInteger(value) && value >= least
    ? value
    : refuse(`--${name} is ${options[name]}; it must be an integer of at least ${least}.`);
};

const printTables = (cells) => {
  console.log(
    'Right checks: called incorrect / inconclusive / wrong beyond the limit called correct / found, in %\nCauses: nameable: named; diagnosed: named falsely, in %\n',
  );
  console.log(tablesOf(cells).join('\n\n'));
};

/** Prints the goals that are missed; true where one surely is. */
const printMissed = (cells) => {
  let missed = false;
  for (const cell of cells)
    for (const { name, count, of, part, surely } of missedGoals(cell, cell.counts)) {
      missed ||= surely;
      console.log(
        `${cellName(cell)}: ${name} in ${count} of ${of} (at most ${100 * part} %)${surely ? '' : '; may be chance'}`,
      );
    }
  console.log('\nAll cells that have the goal, together:');
  for (const { name, count, of, allowed } of goalsTogether(cells))
    console.log(`${name} in ${count} of ${of} (${allowed.toFixed(1)} may be)`);
  console.log(missed ? '\nThe goals are NOT met.' : '\nThe goals are met, but for chance.');
  return missed;
};

const count = async () => {
  const wanted = cellsLike(options.cells);
  if (wanted.length === 0)
    refuse(`--cells ${options.cells} names none; the kinds are ${Object.keys(kinds).join(', ')}.`);
  const [jobs, first] = [numberOf('jobs', 1, 1), numberOf('first', 0)];
  const seeds = numberOf('seeds', options.short ? SHORT_SEEDS : undefined, 1);
  const range =
    seeds === undefined ? { least: numberOf('least', LEAST, 1), first } : { first, last: first + seeds - 1 };
  const schedule = createSchedule(wanted, range);
  const sources = sourcesHash();
  const journal = openJournal(journalPath(sources));
  journal.entries.forEach(schedule.take);
  const failures = journal.entries.flatMap((entry) => entry.failures);
  const append = (entry) => {
    journal.append(entry);
    failures.push(...entry.failures);
  };
  const ends = performance.now() + 1000 * numberOf('seconds', Infinity);
  const stop = showProgress(schedule, wanted, jobs);
  await runSchedule(schedule, { append }, { jobs, isOver: () => performance.now() > ends });
  stop();
  const record = recordOf(schedule, sources);
  if (options.record !== undefined) writeRecord(options.record, record);
  if (options.failures) for (const text of failures) console.log(text);
  return cellsOf(record);
};

if (options.help) console.log(USAGE);
else if (options['write-docs'] !== undefined) {
  writeDocs(readRecord(options['write-docs']));
  execFileSync('prettier', ['--write', 'docs/method.md'], {
    cwd: `${import.meta.dirname}/../..`,
    stdio: 'ignore',
  }); // as CI wants it; npm puts it on the path
} else {
  const cells = options.table === undefined ? await count() : readRecord(options.table).cells;
  printTables(cells);
  process.exitCode = printMissed(cells) ? 1 : 0;
}
