import { calibrationSuite, checkProblem, differentiateProblem, layoutOf, pointOf, probedFunction, reportToJson } from './packages.mjs'; // prettier-ignore

const WAYS = [
  ['full', {}],
  ['epsilon 1e-6', { epsilon: 1e-6 }],
  ['sample', { coverage: { kind: 'sample', coordinates: 3 }, seed: 3 }],
  ['probe', { coverage: { kind: 'probe' }, seed: 3 }],
];

/** Mistakes in a gradient of any function: none, one entry by much and by little, a sign, a factor, an entry that is none. */
const MISTAKES = {
  right: (right) => right,
  'one entry by 1 %': (right) => right.with(0, right[0] * 1.01 + 1e-3),
  'one entry by 1e-6': (right) => right.with(-1, right.at(-1) * (1 + 1e-6)),
  'a sign': (right) => right.with(right.length >> 1, -right[right.length >> 1]),
  doubled: (right) => right.map((g) => 2 * g),
  zeros: (right) => right.map(() => 0),
};
/** What is checked in every way, not only at every coordinate. */
const IN_EVERY_WAY = new Set(['right', 'one entry by 1 %']);

/** Checks a function's gradient by its own code. */
export const checkFunction = async (check, options) => ({
  report: JSON.parse(reportToJson(await checkProblem(check, options))),
});

const problemOf = (known, theta) => ({
  kind: 'function',
  layout: layoutOf([{ name: 'theta', shape: [theta.length] }]),
  theta,
  cost: known.cost,
});

const differentiate = async (problem) => {
  const { gradapprox, ...rest } = await differentiateProblem(problem);
  return { gradient: { gradapprox: [...gradapprox], ...rest } };
};

const knownCases = function* (known, name) {
  const theta = pointOf(known, 0);
  const problem = problemOf(known, theta);
  const right = known.gradient(Float64Array.from(theta));
  for (const [mistake, make] of Object.entries(MISTAKES)) {
    for (const [way, options] of IN_EVERY_WAY.has(mistake) ? WAYS : WAYS.slice(0, 1))
      yield {
        name: `${name}, ${mistake}, ${way}`,
        run: () => checkFunction({ problem, grad: make(right) }, options),
      };
  }
  const gradientAt = (at) => MISTAKES['one entry by 1 %'](known.gradient(Float64Array.from(at)));
  yield {
    name: `${name}, a wrong function`,
    run: () => checkFunction({ problem, grad: gradientAt(theta), gradientAt }, {}),
  };
  yield { name: `${name}, differentiated`, run: () => differentiate(problem) };
};

const probedCases = function* () {
  for (const single of [false, true]) {
    for (const [seed, size] of [30, 300, 3000, 30000].entries()) {
      for (const error of [0, 0.01, 1]) {
        const { problem, grad } = probedFunction({ size, seed, single, error });
        const name = `probed, ${size} parameters in ${single ? 'float32' : 'float64'}, error ${error}`;
        for (const [way, options] of WAYS.slice(size <= 300 ? 0 : 2))
          yield { name: `${name}, ${way}`, run: () => checkFunction({ problem, grad }, options) };
      }
    }
  }
};

/** The functions that the error bounds are calibrated on, and those that probes are, with planted mistakes. */
export const functionCases = function* () {
  for (const [index, known] of calibrationSuite.entries())
    yield* knownCases(known, `known function ${index} ${known.name}`);
  yield* probedCases();
};
