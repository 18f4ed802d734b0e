import { checkGradient, createRandom, reportToJson, tensor } from './packages.mjs';

const SEEDS = 240;

const OPTIONS = [
  {},
  {},
  { epsilon: 1e-6 },
  { method: 'textbook' },
  { coverage: { kind: 'probe' } },
  { coverage: { kind: 'sample', coordinates: 5 } },
];

/** Terms of a cost with their derivatives: smooth, steep, with a kink, with a jump, undefined below 0, computed in float32. */
const TERMS = [
  [Math.sin, Math.cos],
  [(t) => t ** 3 / 3 - t, (t) => t * t - 1],
  [(t) => Math.exp(t / 2), (t) => Math.exp(t / 2) / 2],
  [(t) => Math.log1p(t * t), (t) => (2 * t) / (1 + t * t)],
  [Math.abs, Math.sign],
  [(t) => Math.max(0, t) ** 2, (t) => 2 * Math.max(0, t)],
  [(t) => (t > 0 ? 1 : 0), () => 0],
  [(t) => Math.sqrt(t + 1.5), (t) => 0.5 / Math.sqrt(t + 1.5)],
  [(t) => Math.fround(Math.fround(t) ** 2), (t) => 2 * t],
];

/** The cost's gradient at every place of the tree, with a mistake that the seed chooses. */
const MISTAKES = [
  (g) => g,
  (g) => g,
  (g, at) => (at === 1 ? g + 0.01 : g),
  (g, at) => (at === 0 ? -g : g),
  (g) => 2 * g,
  (g, at) => (at === 2 ? NaN : g),
  (g, _at, t) => g + 0.1 * t,
];

/** Parameters as users hold them: a matrix, a vector, a number; the entries of `w` at which a kink may be stand at 0. */
const parametersOf = (random) => {
  const value = () => (random() < 0.06 ? 0 : 2 * random() - 1);
  return {
    W: tensor([2, 3], Float64Array.from({ length: 6 }, value)),
    b: Array.from({ length: 4 }, value),
    scale: value(),
  };
};
const entriesOf = ({ W, b, scale }) => [...W.data, ...b, scale];
const treeOf = (entries) => ({
  W: tensor([2, 3], Float64Array.from(entries.slice(0, 6))),
  b: entries.slice(6, 10),
  scale: entries[10],
});

/** A sum of terms, each entry its own, coupled by the product of neighbours. */
const functionOf = (random, pick) => {
  const terms = Array.from({ length: 11 }, () => pick(random() < 0.7 ? TERMS.slice(0, 4) : TERMS));
  const cost = (at) =>
    entriesOf(at).reduce((sum, t, i, all) => sum + terms[i][0](t) + 0.1 * t * (all[i + 1] ?? 0), 0);
  const entriesOfGradient = (at) =>
    entriesOf(at).map((t, i, all) => terms[i][1](t) + 0.1 * ((all[i + 1] ?? 0) + (all[i - 1] ?? 0)));
  return { cost, entriesOfGradient };
};

/** The forms of a definition, from a cost and its gradient. */
const FORMS = {
  'the gradient': ({ parameters, cost, gradient }) => ({ parameters, cost, gradient: gradient(parameters) }),
  'a function': ({ parameters, cost, gradient }) => ({ parameters, cost, gradient }),
  'in time': ({ parameters, cost, gradient }) => ({
    parameters,
    cost: async (at) => cost(at),
    gradient: async (at) => gradient(at),
  }),
  batched: ({ parameters, cost, gradient }) => ({
    parameters,
    costs: (points) => points.map(cost),
    gradient,
  }),
  joint: ({ parameters, cost, gradient }) => ({
    parameters,
    costAndGradient: (at) => ({ cost: cost(at), gradient: gradient(at) }),
  }),
};

/** y = (J, 2J + the sum of θ): its Jacobian is the gradient, and twice the gradient + 1. */
const outputsOf = ({ parameters, cost, gradient }, jacobian) => {
  const outputs = (at) => [cost(at), 2 * cost(at) + entriesOf(at).reduce((sum, t) => sum + t, 0)];
  const rowsAt = (at) => {
    const entries = entriesOf(gradient(at));
    return [entries, entries.map((g) => 2 * g + 1)];
  };
  const vjp = (at, v) => {
    const [first, second] = rowsAt(at);
    return treeOf(first.map((g, i) => v[0] * g + v[1] * second[i]));
  };
  const jvp = (at, v) => {
    const direction = entriesOf(v);
    return rowsAt(at).map((row) => row.reduce((sum, g, i) => sum + g * direction[i], 0));
  };
  const derivative = jacobian.startsWith('vjp') ? { vjp } : { jvp };
  return { parameters, outputs, ...derivative, jacobian: jacobian.endsWith('Jacobian') };
};
for (const kind of ['vjp', 'jvp', 'vjp, Jacobian', 'jvp, Jacobian'])
  FORMS[kind] = (given) => outputsOf(given, kind);

const check = async (definition, options) => ({
  report: JSON.parse(reportToJson(await checkGradient(definition, options))),
});

/** Seeded random functions through the library: every form of a definition, each with a mistake or none. */
export const randomFunctionCases = function* () {
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = createRandom(seed + 9000);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const parameters = parametersOf(random);
    const { cost, entriesOfGradient } = functionOf(random, pick);
    const mistake = pick(MISTAKES);
    const gradient = (at) => treeOf(entriesOfGradient(at).map((g, i) => mistake(g, i, entriesOf(at)[i])));
    const form = pick(Object.keys(FORMS));
    const definition = FORMS[form]({ parameters, cost, gradient });
    const options = { ...pick(OPTIONS), seed };
    yield { name: `random function ${seed}, ${form}`, run: () => check(definition, options) };
  }
};
