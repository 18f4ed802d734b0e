import { parseArgs } from 'node:util';
import { checkProblem } from '@gradproof/core';
import { probedFunction } from '@gradproof/engine-conformance';

// npm run calibrate:probe [-- --size 1000000 --wrong 200 --right 1000 --precision float64 --first 0]: whether probes find one wrong entry, and pass right gradients.
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1000000' },
    wrong: { type: 'string', default: '200' },
    right: { type: 'string', default: '1000' },
    precision: { type: 'string', default: 'float64' },
    first: { type: 'string', default: '0' },
  },
});
const wholeNumber = (name, least) => {
  const value = Number(options[name]);
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} is ${options[name]}; it must be an integer of at least ${least}.`);
  return process.exit(2);
};
const size = wholeNumber('size', 1);
const [wrong, right, first] = ['wrong', 'right', 'first'].map((name) => wholeNumber(name, 0));
const single = options.precision === 'float32';
if (!single && options.precision !== 'float64') {
  console.error(
    `--precision is ${options.precision}; it must be float64 or float32 (of the terms; their sum is float64).`,
  );
  process.exit(2);
}

/** The error of one entry, relative to the root mean square; the least share of seeds in which it must be found; the most right gradients that may fail. */
const ERROR = 0.01;
const FOUND = 0.99;
const FAILED = 0.001;

const probe = async (seed, error) => {
  const { problem, grad, mistake } = probedFunction({ size, seed, single, error });
  const report = await checkProblem({ problem, grad }, { coverage: { kind: 'probe' }, seed });
  const places = report.tensors[0].worst.map(({ index }) => index[0]);
  return { report, isFound: report.verdict === 'incorrect' && places.length === 1 && places[0] === mistake };
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const tell = (kind, done, all) => process.stderr.write(done % 50 === 0 ? `${kind}: ${done} of ${all}\n` : '');

let found = 0;
const evaluations = [];
for (let k = 0; k < wrong; k++) {
  const seed = first + k;
  const { report, isFound } = await probe(seed, ERROR);
  if (isFound) found++;
  else console.log(`seed ${seed}: ${report.verdict}, ${JSON.stringify(report.tensors[0].worst)}`);
  evaluations.push(report.evaluations);
  tell('wrong', k + 1, wrong);
}
if (wrong > 0)
  console.log(
    `${options.precision}, ${size} parameters, one entry wrong by ${100 * ERROR} % of the root mean square: found by name, and nothing else, in ${found} of ${wrong} seeds; ${median(evaluations)} evaluations in the median`,
  );

const verdicts = new Map();
for (let k = 0; k < right; k++) {
  const { report } = await probe(first + wrong + k, 0);
  verdicts.set(report.verdict, (verdicts.get(report.verdict) ?? 0) + 1);
  tell('right', k + 1, right);
}
if (right > 0)
  console.log(
    `right gradients: ${[...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`,
  );

const failed = verdicts.get('incorrect') ?? 0;
const holds = found >= FOUND * wrong && failed <= FAILED * right;
console.log(holds ? 'The goal is met.' : 'The goal is NOT met.');
process.exitCode = holds ? 0 : 1;
