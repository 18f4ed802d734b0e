import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { missedGoals } from './verdict/goals.mjs';
import { instanceOf, isLayered, kinds } from './verdict/instances.mjs';
import { openJournal } from './verdict/journal.mjs';
import { tablesOf } from './verdict/table.mjs';
import { totalOf } from './verdict/tally.mjs';
import { trialOf } from './verdict/trial.mjs';
import { formsOf, methodsOf } from './verdict/ways.mjs';

// npm run calibrate:verdict [-- --short | --seconds 3600] [--cells kind/method/form] [--first 0] [--seeds 100] [--failures]: right gradients and wrong ones of seeded problems, and what is said of them.
const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    cells: { type: 'string', default: '' },
    first: { type: 'string' },
    seeds: { type: 'string' },
    failures: { type: 'boolean', default: false },
  },
});
const SHORT_SECONDS = 120;
const LONG_SECONDS = 3600;

const numberOf = (name, otherwise) => {
  const value = Number(options[name] ?? otherwise);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} is ${options[name]}; it must be an integer of at least 0.`);
  return process.exit(2);
};
const seconds = numberOf('seconds', options.short ? SHORT_SECONDS : LONG_SECONDS);
const first = numberOf('first', 0);
const last = options.seeds === undefined ? Infinity : first + numberOf('seeds', 0) - 1;
const pattern = new RegExp(options.cells);

/** Each problem is checked by every method, with one form of its gradient each: the next seed takes the next one. */
const cellsAt = (kind, seed) => {
  const layered = isLayered(kind);
  const forms = Object.entries(formsOf(layered));
  return Object.entries(methodsOf(layered)).flatMap(([method, optionsOf], index) => {
    const [formName, form] = forms[(seed + index) % forms.length];
    return pattern.test(`${kind}/${method}/${formName}`) ? [{ method, optionsOf, formName, form }] : [];
  });
};

const runSeed = async (kind, seed) => {
  const cells = cellsAt(kind, seed);
  if (cells.length === 0) return [];
  const instance = instanceOf(kind, seed);
  const outcomes = [];
  for (const { method, optionsOf, formName, form } of cells) {
    const way = { options: optionsOf(instance.problem), method, form, formName, seed };
    const trial = await trialOf(instance, way).catch((error) => ({ thrown: String(error.message ?? error) }));
    if (trial !== null)
      outcomes.push({ kind, method, form: formName, seed, family: instance.family, ...trial });
  }
  return outcomes;
};

const journal = openJournal();
const done = new Set(journal.entries.map(({ kind, seed, cells }) => `${kind} ${seed} ${cells}`));
const outcomes = journal.entries
  .flatMap((entry) => entry.outcomes)
  .filter(
    ({ kind, method, form, seed }) =>
      seed >= first && seed <= last && pattern.test(`${kind}/${method}/${form}`),
  );

const began = performance.now();
const isOver = () => performance.now() - began > 1000 * seconds;
const wanted = Object.keys(kinds).filter((kind) =>
  Object.keys(methodsOf(isLayered(kind))).some((method) =>
    Object.keys(formsOf(isLayered(kind))).some((form) => pattern.test(`${kind}/${method}/${form}`)),
  ),
);
if (wanted.length === 0) {
  console.error(`--cells ${options.cells} names none; the kinds are ${Object.keys(kinds).join(', ')}.`);
  process.exit(2);
}
for (let seed = first; seed <= last && !isOver(); seed++)
  for (const kind of wanted) {
    if (isOver() || done.has(`${kind} ${seed} ${options.cells}`)) continue;
    const own = await runSeed(kind, seed);
    journal.append({ kind, seed, cells: options.cells, outcomes: own });
    outcomes.push(...own);
  }

const thrown = outcomes.filter((outcome) => outcome.thrown !== undefined);
const trials = outcomes.filter((outcome) => outcome.thrown === undefined);
const cells = [...Map.groupBy(trials, ({ kind, method, form }) => `${kind}/${method}/${form}`).values()].map(
  (own) => {
    const { kind, method, form } = own[0];
    return { kind, method, form, isLayered: isLayered(kind), trials: own };
  },
);

console.log(
  'Right checks: called incorrect / inconclusive / wrong beyond the limit called correct / found, in %\n',
);
console.log(tablesOf(cells));
const total = totalOf(trials);
console.log(
  `\nAll: ${Object.entries(total)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')}; ${thrown.length} threw.`,
);

if (options.failures) {
  for (const { kind, method, form, seed, family, failures } of trials)
    for (const failure of failures) console.log(`${kind}/${method}/${form} ${seed} (${family}): ${failure}`);
  for (const { kind, method, form, seed, thrown: text } of thrown)
    console.log(`${kind}/${method}/${form} ${seed} threw: ${text}`);
}

let missed = false;
for (const cell of cells)
  for (const { name, count, of, part, surely } of missedGoals(cell, totalOf(cell.trials))) {
    missed ||= surely;
    console.log(
      `${cell.kind}/${cell.method}/${cell.form}: ${name} in ${count} of ${of} (at most ${100 * part} %)${surely ? '' : '; may be chance'}`,
    );
  }
console.log(missed ? '\nThe goals are NOT met.' : '\nThe goals are met, but for chance.');
process.exitCode = missed ? 1 : 0;
