import { checkNetwork } from './network-cases.mjs';
import { checkGradient, gradientOf, randomNetwork, recipes, reportToJson } from './packages.mjs';

const valley = {
  parameters: { x: [-1.2, 1] },
  cost: ({ x: [a, b] }) => (1 - a) ** 2 + 100 * (b - a * a) ** 2,
};
const gradient = ({ x: [a, b] }) => ({ x: [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)] });
const right = { ...valley, gradient };
const fail = () => {
  throw new RangeError('out of the domain');
};
/** The cost where θ[0] has moved by more than this is none. */
const bounded = (outside) => ({
  ...right,
  cost: (at) => (at.x[0] > -1.2 + 1e-3 ? outside() : valley.cost(at)),
});

/** Definitions and options that are refused, or that a check must live with. */
const DEFINITIONS = {
  'no gradient': [valley, {}],
  'no parameters': [{ ...right, parameters: {} }, {}],
  'parameters of NaN': [{ ...right, parameters: { x: [NaN, 1] } }, {}],
  'a hole among parameters': [{ ...right, parameters: { x: new Array(2) } }, {}],
  'a gradient of another shape': [{ ...valley, gradient: { x: [1, 2, 3] } }, {}],
  'a gradient of another name': [{ ...valley, gradient: { y: [1, 2] } }, {}],
  'a gradient that throws': [{ ...valley, gradient: fail }, {}],
  'a cost that throws': [{ ...right, cost: fail }, {}],
  'a cost of NaN': [{ ...right, cost: () => NaN }, {}],
  'a cost of text': [{ ...right, cost: () => 'text' }, {}],
  'a cost that throws beside θ': [bounded(fail), {}],
  'a cost that throws beside θ, a large step': [bounded(fail), { epsilon: 0.01 }],
  'a cost that is Infinity beside θ': [bounded(() => Infinity), {}],
  'a cost that is NaN beside θ, a large step': [bounded(() => NaN), { epsilon: 0.01 }],
  'a cost that is NaN beside θ, probed': [bounded(() => NaN), { coverage: { kind: 'probe' } }],
  'a cost that is the same everywhere': [{ ...right, cost: () => 1 }, {}],
  'epsilon 0': [right, { epsilon: 0 }],
  'epsilon NaN': [right, { epsilon: NaN }],
  'an epsilon that is lost': [right, { epsilon: 1e-20 }],
  'threshold -1': [right, { threshold: -1 }],
  'threshold 1': [right, { threshold: 1 }],
  'seed 1.5': [right, { seed: 1.5 }],
  'an unknown method': [right, { method: 'exact' }],
  'the incremental method': [right, { method: 'incremental' }],
  'an unknown option': [right, { epsilom: 1e-6 }],
  'an unknown coverage': [right, { coverage: { kind: 'half' } }],
  'a sample of 0': [right, { coverage: { kind: 'sample', coordinates: 0 } }],
  'a larger sample than there is': [right, { coverage: { kind: 'sample', coordinates: 99 } }],
};

const NETWORK_OPTIONS = {
  'epsilon of 1e300': { epsilon: 1e300 },
  'epsilon of 1e-300': { method: 'textbook', epsilon: 1e-300 },
  'threshold 0': { threshold: 0 },
};

/** What the library refuses, and functions at the edge of what it takes. */
export const refusedCases = function* () {
  for (const [name, [definition, options]] of Object.entries(DEFINITIONS))
    yield {
      name: `edge, ${name}`,
      run: async () => ({ report: JSON.parse(reportToJson(await checkGradient(definition, options))) }),
    };
  const problem = randomNetwork(recipes[1][1]);
  const grad = gradientOf(problem);
  for (const [name, options] of Object.entries(NETWORK_OPTIONS))
    yield { name: `edge, network, ${name}`, run: () => checkNetwork(problem, grad, options) };
  yield { name: 'edge, network, a short gradient', run: () => checkNetwork(problem, grad.slice(1), {}) };
};
