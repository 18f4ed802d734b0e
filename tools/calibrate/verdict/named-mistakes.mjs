import { gradientIn } from './back-propagation.mjs';
import { arithmetics } from './arithmetic.mjs';

/** The gradient with one tensor's part made anew, of those that `where` allows; null where there is none. */
const inOne =
  (make, where = () => true) =>
  (context) => {
    const { instance, right, draws } = context;
    const { theta, layout } = instance.problem;
    const partOf = (values, { offset, size }) => values.subarray(offset, offset + size);
    const slots = layout.tensors.filter((slot) => where(slot, partOf(right, slot)));
    if (slots.length === 0) return null;
    const slot = draws.pick(slots);
    const made = make(partOf(right, slot), partOf(theta, slot), slot, context);
    if (!made) return null;
    const wrong = right.slice();
    wrong.set(made, slot.offset);
    return wrong;
  };

const inAll = (make) => (context) =>
  Float64Array.from(context.right, (g, i) => make(g, context.instance.problem.theta[i], context));

const isMatrix = ({ shape }) => shape.length === 2 && shape[0] > 1 && shape[1] > 1;
const isLong = ({ size }) => size > 2;

/** The entries at other places of a matrix; what comes from outside is 0. */
const moved = (from) =>
  inOne((g, _theta, { shape: [rows, columns] }) => {
    const at = (row, column) =>
      row < 0 || column < 0 || row >= rows || column >= columns ? 0 : g[row * columns + column];
    return g.map((_, k) => at(...from(Math.floor(k / columns), k % columns, rows, columns)));
  }, isMatrix);

const transposed = inOne((g, _theta, { shape: [rows, columns] }) => {
  const turned = g.map((_, k) => g[(k % rows) * columns + Math.floor(k / rows)]);
  return turned;
}, isMatrix);

/** Rows in another order, by a cycle of all. */
const permuted = moved((row, column, rows) => [(row + 1) % rows, column]);

const alongRows = (divide) =>
  inOne((g, _theta, { shape: [rows, columns] }) => {
    const sums = new Float64Array(columns);
    g.forEach((value, k) => (sums[k % columns] += value));
    return g.map((_, k) => sums[k % columns] / (divide ? rows : 1));
  }, isMatrix);

const swapped = ({ instance, right, draws }) => {
  const { tensors } = instance.problem.layout;
  const pairs = tensors.flatMap((a, k) =>
    tensors.slice(k + 1).flatMap((b) => (a.size === b.size && a.size > 1 ? [[a, b]] : [])),
  );
  if (pairs.length === 0) return null;
  const [a, b] = draws.pick(pairs);
  const wrong = right.slice();
  wrong.set(right.subarray(a.offset, a.offset + a.size), b.offset);
  wrong.set(right.subarray(b.offset, b.offset + b.size), a.offset);
  return wrong;
};

/** The largest 1, 2 or 5·10ᵏ below x. */
const roundBelow = (x) => {
  const unit = 10 ** Math.floor(Math.log10(x));
  return ([5, 2, 1].find((digit) => digit * unit < x) ?? 0.5) * unit;
};

const clippedByNorm = ({ right }) => {
  const norm = Math.hypot(...right);
  if (!(norm > 0)) return null;
  const limit = roundBelow(0.9 * norm);
  return right.map((g) => (g / norm) * limit);
};

/** The limit is within the second largest entry, so that two are clipped. */
const clippedByValue = ({ right }) => {
  const sizes = right.map(Math.abs).toSorted();
  if (sizes.length < 4 || !(sizes.at(-2) > 0)) return null;
  const limit = 0.7 * sizes.at(-2);
  return right.map((g) => Math.max(-limit, Math.min(limit, g)));
};

const integers = inOne(
  (g, _theta, _slot, { draws }) => g.map(draws.pick([Math.trunc, Math.round, Math.floor, Math.ceil])),
  ({ size }, g) => size > 2 && g.filter((value) => Math.abs(value) >= 1).length > 1,
);

const isWeight = ({ name }) => name.startsWith('W');

/** λ/m·W added, or left out where the cost has it. */
const regularized = (context) => {
  const { instance, right } = context;
  const { kind, theta, layout, network, X } = instance.problem;
  if (kind !== 'layered') return inOne((g, t) => g.map((value, k) => value + 0.01 * t[k]), isLong)(context);
  const coefficient = network.l2 === 0 ? 0.3 : -network.l2;
  const wrong = right.slice();
  for (const { offset, size } of layout.tensors.filter(isWeight))
    for (let i = offset; i < offset + size; i++) wrong[i] += (coefficient / X.shape[1]) * theta[i];
  return wrong;
};

/** The fixed point g = ∇J(θ + η·g): the gradient of before a step of descent. */
const stale = ({ instance, right, draws }) => {
  const { problem } = instance;
  if (problem.kind !== 'layered') return null;
  const step = draws.pick([0.001, 0.01, 0.1]);
  let g = right;
  for (let round = 0; round < 60; round++) {
    const next = gradientIn(
      problem,
      arithmetics.float64,
      problem.theta.map((t, i) => t + step * g[i]),
    );
    const off = Math.hypot(...next.map((value, i) => value - g[i]));
    g = next;
    if (off <= 1e-15 * Math.hypot(...g)) return g;
  }
  return null;
};

const overOutputs =
  (factorOf) =>
  ({ instance, right }) => {
    const { kind, network, X } = instance.problem;
    if (kind !== 'layered') return null;
    const outputs = network.layers.at(-1).units;
    return outputs > 2 && outputs !== X.shape[1] ? right.map((g) => factorOf(outputs) * g) : null;
  };

const byExamples = (power) => (context) => {
  const { kind, X } = context.instance.problem;
  return kind === 'layered' && X.shape[1] > 1 ? context.right.map((g) => g * X.shape[1] ** power) : null;
};

const REARRANGED = ['flipped', 'permuted', 'transposed'];
const row = (name, kinds, plant) => ({ name, kinds: [kinds].flat(), plant });

/** Mistakes as users make them, each with the kinds of diagnosis that are true of it, the plainest first. `plant` gives the wrong gradient; null where it can't be made. */
export const namedMistakes = [
  row('zeros', 'zero', inOne((g) => g.map(() => 0))),
  row('negated', 'sign', inOne((g) => g.map((value) => -value))),
  row('all negated', 'sign', inAll((g) => -g)),
  row('doubled', 'scale', inOne((g) => g.map((value) => 2 * value), isLong)),
  row('halved, all of it', 'scale', inAll((g) => g / 2)),
  row('a factor of 0.731', 'scale', inOne((g) => g.map((value) => 0.731 * value), isLong)),
  row('a sum over the examples', ['scale', 'mean-over-outputs'], byExamples(1)),
  row('a mean over the examples, twice', ['scale', 'mean-over-outputs'], byExamples(-1)),
  row('a mean over the outputs', ['mean-over-outputs', 'scale'], overOutputs((n) => 1 / n)),
  row('a sum over the outputs', ['mean-over-outputs', 'scale'], overOutputs((n) => n)),
  row('transposed', REARRANGED, transposed),
  row('rows in another order', [...REARRANGED, 'shifted'], permuted),
  row('rows flipped', REARRANGED, moved((r, c, rows) => [rows - 1 - r, c])),
  row('both axes flipped', REARRANGED, moved((r, c, rows, columns) => [rows - 1 - r, columns - 1 - c])),
  row('rows shifted', 'shifted', moved((r, c) => [r - 1, c])),
  row('shifted on both axes', 'shifted', moved((r, c) => [r - 1, c + 1])),
  row('summed over rows', 'broadcast', alongRows(false)),
  row('averaged over rows', 'broadcast', alongRows(true)),
  row('two swapped', 'swapped', swapped),
  row('θ itself', 'is-theta', inOne((_g, theta) => theta, isLong)),
  row('by log θ', 'log-parameter', inAll((g, t) => g * t)),
  row('clipped by its norm', ['clipped', 'scale'], clippedByNorm),
  row('clipped by value', 'clipped', clippedByValue),
  row('integers', 'integers', integers),
  row('λ/m·W too much or too little', 'regularization', regularized),
  row("the step's before", 'stale', stale),
  row('one row too large', 'entries', inOne((g, _t, { shape }) => g.map((v, k) => (k < shape[1] ? 1.7 * v + Math.abs(v) * Math.sin(k) : v)), isMatrix)),
]; // prettier-ignore
