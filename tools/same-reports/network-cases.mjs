import { createCpuEngine, checkProblem, differentiateProblem, elementwiseActivations } from './packages.mjs';
import { gradientOf, plantedBugs, randomNetwork, recipes, reportToJson, tensor } from './packages.mjs';

/** Three hidden layers: enough for mistakes that are passed back. */
const deep = (activation, l2 = 0) => ({
  seed: 5,
  features: 6,
  examples: 9,
  hidden: [8, 7, 5].map((units) => ({ units, activation })),
  last: { units: 3, activation: 'softmax' },
  cost: 'softmax-cross-entropy',
  l2,
});

/** How each kind of check goes; the first is made of every mistake in every tensor, the others of each mistake in one tensor. */
const WAYS = [
  ['full', {}],
  ['textbook', { method: 'textbook' }],
  ['textbook, epsilon 1e-6', { method: 'textbook', epsilon: 1e-6 }],
  ['incremental, epsilon 1e-5', { method: 'incremental', epsilon: 1e-5 }],
  ['sample', { coverage: { kind: 'sample', coordinates: 17 }, seed: 3 }],
  ['probe', { coverage: { kind: 'probe' }, seed: 3 }],
  ['textbook, probe', { method: 'textbook', coverage: { kind: 'probe' } }],
];

/** Checks a network's gradient on one thread of the CPU engine. */
export const checkNetwork = async (problem, grad, options) => {
  const report = await checkProblem(
    { problem, grad },
    { engine: createCpuEngine({ threads: 1 }), ...options },
  );
  return { report: JSON.parse(reportToJson(report)) };
};

const differentiate = async (problem, method) => ({
  gradient: await differentiateProblem(problem, { engine: createCpuEngine({ threads: 1 }), method }).then(
    ({ gradapprox, ...rest }) => ({ gradapprox: [...gradapprox], ...rest }),
  ),
});

/** The right gradient with the bug in one tensor; null where the bug changes nothing. */
export const plant = (bug, problem, right, slot) => {
  if (!bug.fits(slot, problem)) return null;
  const grad = Float64Array.from(right);
  grad.set(bug.plant(right.slice(slot.offset, slot.offset + slot.size), slot, problem), slot.offset);
  return grad.every((g, i) => Object.is(g, right[i])) ? null : grad;
};

/** Each bug in each tensor; the ways after the first take one tensor a bug, another for each bug. */
const plantedCases = function* (name, problem) {
  const right = gradientOf(problem);
  for (const [way, options] of WAYS)
    yield { name: `${name}, right, ${way}`, run: () => checkNetwork(problem, right, options) };
  for (const [index, bug] of plantedBugs.entries()) {
    const planted = problem.layout.tensors
      .map((slot) => [slot.name, plant(bug, problem, right, slot)])
      .filter(([, grad]) => grad !== null);
    for (const [at, [tensorName, grad]] of planted.entries()) {
      for (const [way, options] of at === index % planted.length ? WAYS : WAYS.slice(0, 1))
        yield {
          name: `${name}, ${bug.name} in ${tensorName}, ${way}`,
          run: () => checkNetwork(problem, grad, options),
        };
    }
  }
};

/** Wrong derivatives of an activation, as people write them. */
const SLOPES = {
  'left out': () => () => 1,
  'the wrong way round': () => (z) => (z < 0 ? 1 : 0),
  'of relu': () => (z) => (z > 0 ? 1 : 0),
  'without the square': () => (z) => 1 - Math.tanh(z),
};

/** Mistakes of the whole gradient; null where there is nothing to be mistaken in. */
export const wholeMistakes = {
  clipped: (_problem, right) => right.map((g) => 0.4299 * g),
  'not divided by m': (problem, right) => right.map((g) => problem.X.shape[1] * g),
  descending: (_problem, right) => right.map((g) => -g),
  'rounded to float32': (_problem, right) => right.map(Math.fround),
  'of 5 digits': (_problem, right) => right.map((g, at) => g * (1 + (at % 2 === 0 ? 9e-6 : -9e-6))),
  'of other parameters': (problem) =>
    gradientOf({ ...problem, theta: problem.theta.map((t, at) => t + Math.sin(at) / 100) }),
  'of other targets': (problem) => {
    const { shape, data } = problem.Y;
    return gradientOf({ ...problem, Y: tensor(shape, data.map((y) => 0.3 * y + 0.1)) }); // prettier-ignore
  },
  'without any L2 term': (problem) => gradientOf({ ...problem, network: { ...problem.network, l2: 0 } }),
  'all zeros': (_problem, right) => right.map(() => 0),
  'with an infinite entry': (_problem, right) => right.with(right.length >> 1, Infinity),
};

/** The right derivative in every layer but one (from 0). */
const inLayer = (layer, slope) => (activation, index) =>
  index === layer ? slope(activation) : elementwiseActivations[activation].derivative;

const passedBackCases = function* (name, problem) {
  const right = gradientOf(problem);
  for (const [mistake, make] of Object.entries(wholeMistakes)) {
    for (const [way, options] of WAYS)
      yield {
        name: `${name}, ${mistake}, ${way}`,
        run: () => checkNetwork(problem, make(problem, right), options),
      };
  }
  for (const layer of problem.network.layers.slice(0, -1).keys()) {
    for (const [mistake, slope] of Object.entries(SLOPES)) {
      const grad = gradientOf(problem, inLayer(layer, slope));
      for (const [way, options] of [WAYS[0], WAYS[1], WAYS[5]])
        yield {
          name: `${name}, slope of layer ${layer + 1} ${mistake}, ${way}`,
          run: () => checkNetwork(problem, grad, options),
        };
    }
  }
};

/** An example of zeros and no biases: every unit of layer 1 is at its kink. */
const atKinks = (problem) => {
  const [, b1] = problem.layout.tensors;
  const examples = problem.X.shape[1];
  const X = tensor(problem.X.shape, problem.X.data.map((x, at) => (at % examples === 0 ? 0 : x))); // prettier-ignore
  const isBias = (at) => at >= b1.offset && at < b1.offset + b1.size;
  return { ...problem, X, theta: problem.theta.map((t, at) => (isBias(at) ? 0 : t)) };
};

/** Nothing gets through the first units of layer 1. */
const withDeadUnits = (problem, dead) => {
  const [, b1] = problem.layout.tensors;
  const isDead = (at) => at >= b1.offset && at < b1.offset + dead;
  return { ...problem, theta: problem.theta.map((t, at) => (isDead(at) ? -50 : t)) };
};

/** Networks of the conformance suite and of its diagnoses, with each planted mistake. */
export const networkCases = function* () {
  for (const [name, recipe] of recipes) {
    const problem = randomNetwork(recipe);
    yield* plantedCases(name, problem);
    for (const method of ['textbook', 'incremental'])
      yield { name: `${name}, differentiated, ${method}`, run: () => differentiate(problem, method) };
  }
  const relus = randomNetwork(deep('relu'));
  yield* plantedCases('deep relu', relus);
  yield* plantedCases('deep relu at its kinks', atKinks(relus));
  yield* passedBackCases('deep relu at its kinks', atKinks(relus));
  yield* passedBackCases('deep relu with dead units', withDeadUnits(relus, 3));
  for (const activation of Object.keys(elementwiseActivations))
    yield* passedBackCases(`deep ${activation}`, randomNetwork(deep(activation)));
  yield* passedBackCases('deep tanh with L2', randomNetwork(deep('tanh', 0.7)));
};
