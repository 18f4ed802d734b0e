import { parseArgs } from 'node:util';
import { calibrate, calibrationSuite, scoreOf } from '@gradproof/engine-conformance';
import { startScipy } from './peers.mjs';

// npm run calibrate [-- --points 20]: the error bounds of functions against derivatives that are known, and SciPy's errors beside ours.
const { values: options } = parseArgs({ options: { points: { type: 'string', default: '20' } } });
const points = Number(options.points);
if (!Number.isSafeInteger(points) || points < 1) {
  console.error(`--points is ${options.points}; it must be a positive integer.`);
  process.exit(2);
}

/** Of all errors within their bounds, and of bound over error in the median: what is asked of the bounds. */
const COVERED = 0.999;
const TIGHT = 100;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const percent = (part) => `${(100 * part).toFixed(part === 1 ? 0 : 2)} %`;
const row = (name, { entries, covered, median: ratio, relative, evaluations }) =>
  `| ${name} | ${entries} | ${percent(covered)} | ${ratio.toFixed(1)} | ${relative.toExponential(1)} | ${evaluations.toFixed(1)} |`;

/** Errors relative to the derivative, of one method over the given points of every function. */
const scipy = await startScipy();
const peerErrors = new Map();
let compared = 0;
const compare = async ({ known, theta, entries, unclaimed }) => {
  if (unclaimed > 0) return; // entries would not fall on entries
  const found = await scipy.derivatives(known.cost, theta);
  if (found === null) return;
  compared++;
  const gradient = known.gradient(theta);
  const add = (method, errorAt) => {
    const group = peerErrors.get(known.group) ?? new Map();
    peerErrors.set(known.group, group);
    const errors = group.get(method) ?? [];
    group.set(method, errors);
    for (const [i, size] of gradient.entries()) if (size !== 0) errors.push(errorAt(i) / Math.abs(size));
  };
  add('gradproof', (i) => entries[i].error);
  for (const [method, derivatives] of Object.entries(found))
    add(method, (i) => Math.abs((derivatives[i] ?? Infinity) - gradient[i]));
};

const calibrations = [];
for (let seed = 0; seed < points; seed++) {
  for (const known of calibrationSuite) {
    const calibration = await calibrate(known, seed);
    calibrations.push(calibration);
    if (seed === 0) await compare(calibration);
  }
}
await scipy.stop();

console.log(`${calibrationSuite.length} functions at ${points} points each, an entry for each parameter\n`);
console.log(
  '| functions | entries | within bound | bound/error, median | bound/derivative, median | evaluations a coordinate |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
const groups = [...new Set(calibrationSuite.map(({ group }) => group))];
for (const group of groups)
  console.log(row(group, scoreOf(calibrations.filter(({ known }) => known.group === group))));
const all = scoreOf(calibrations);
console.log(row('all', all));
console.log(`\nnot claimed (a kink, a jump or nothing smooth, feigned by noise): ${all.unclaimed} entries`);

if (compared === 0) console.log('\nSciPy is not there: nothing to compare with (Debian: python3-scipy).');
else {
  const methods = [...peerErrors.get(groups[0]).keys()];
  console.log(`\nerror/derivative, median, at the first point of each function:\n`);
  console.log(`| functions | ${methods.join(' | ')} |\n| --- | ${methods.map(() => '---:').join(' | ')} |`);
  for (const [group, byMethod] of peerErrors) {
    const cells = methods.map((method) => median(byMethod.get(method)).toExponential(1));
    console.log(`| ${group} | ${cells.join(' | ')} |`);
  }
}

const holds = all.covered >= COVERED && all.median <= TIGHT;
console.log(
  `\n${holds ? 'The bounds hold' : 'The bounds do NOT hold'}: ${percent(all.covered)} of ${all.entries} errors lie within them (at least ${percent(COVERED)} are asked for), ${all.median.toFixed(1)} times the error in the median (at most ${TIGHT}).`,
);
process.exitCode = holds ? 0 : 1;
