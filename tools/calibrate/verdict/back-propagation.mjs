import { activations } from './activations.mjs';
import { sumIn } from './arithmetic.mjs';

const softmaxColumns = (z, units, examples, { q: stored, inside: q }) => {
  const a = new Float64Array(z.length);
  for (let r = 0; r < examples; r++) {
    let largest = -Infinity;
    for (let k = 0; k < units; k++) largest = Math.max(largest, z[k * examples + r]);
    let sum = 0;
    for (let k = 0; k < units; k++)
      sum = q(sum + (a[k * examples + r] = q(Math.exp(q(z[k * examples + r] - largest)))));
    for (let k = 0; k < units; k++) a[k * examples + r] = stored(q(a[k * examples + r] / sum));
  }
  return a;
};

const placesOf = ({ network: { layers }, X }) => {
  let [offset, inputs] = [0, X.shape[0]];
  return layers.map(({ units, activation }) => {
    const place = { units, inputs, activation, weights: offset, biases: offset + units * inputs };
    offset = place.biases + units;
    inputs = units;
    return place;
  });
};

/** Z and A of each layer, in this arithmetic; A[0] is X. */
const forward = ({ X }, places, theta, arithmetic) => {
  const { q, inside } = arithmetic;
  const examples = X.shape[1];
  const [Z, A] = [[], [X.data.map(q)]];
  for (const { units, inputs, activation, weights, biases } of places) {
    const before = A.at(-1);
    const z = new Float64Array(units * examples);
    for (let unit = 0; unit < units; unit++)
      for (let r = 0; r < examples; r++) {
        let product = 0; // written out, since most of the time is spent here
        for (let k = 0; k < inputs; k++)
          product = inside(product + inside(theta[weights + unit * inputs + k] * before[k * examples + r]));
        z[unit * examples + r] = q(q(product) + theta[biases + unit]);
      }
    Z.push(z);
    A.push(
      activation === 'softmax'
        ? softmaxColumns(z, units, examples, arithmetic)
        : z.map((value) => q(activations[activation].value(value, inside))),
    );
  }
  return { Z, A };
};

const COSTS = {
  'mean-squared-error': (_z, a, y, q) => {
    const residual = q(a - y);
    return q(q(residual * residual) / 2);
  },
  /** log(1 + e^z) − y·z. */
  'binary-cross-entropy': (z, _a, y, q) => {
    const softplus = q(Math.max(z, 0) + q(Math.log1p(q(Math.exp(-Math.abs(z))))));
    return q(softplus - q(y * z));
  },
};

/** Σ over the units of log Σ e^z − z of the label, by examples. */
const softmaxCost = (z, y, units, examples, r, q) => {
  let [largest, sum, label] = [-Infinity, 0, 0];
  for (let k = 0; k < units; k++) largest = Math.max(largest, z[k * examples + r]);
  for (let k = 0; k < units; k++) {
    const shifted = q(z[k * examples + r] - largest);
    sum = q(sum + q(Math.exp(shifted)));
    label = q(label + q(y[k * examples + r] * shifted));
  }
  return q(q(Math.log(sum)) - label);
};

/** J(θ) of a layered problem, in this arithmetic. */
export const costIn = (problem, theta, arithmetic) => {
  const { q } = arithmetic;
  const { network, X, Y } = problem;
  const examples = X.shape[1];
  const places = placesOf(problem);
  const parameters = theta.map(q);
  const { Z, A } = forward(problem, places, parameters, arithmetic);
  const [z, a, { units }] = [Z.at(-1), A.at(-1), places.at(-1)];
  const total =
    network.cost === 'softmax-cross-entropy'
      ? sumIn(arithmetic, examples, (r) => softmaxCost(z, Y.data, units, examples, r, q))
      : sumIn(arithmetic, z.length, (at) => COSTS[network.cost](z[at], a[at], q(Y.data[at]), q));
  let squares = 0;
  if (network.l2 !== 0)
    for (const { weights, biases } of places)
      for (let at = weights; at < biases; at++) squares = q(squares + q(parameters[at] * parameters[at]));
  return q(q(total / examples) + q(q(network.l2 / (2 * examples)) * squares));
};

/**
 * ∇J of a layered problem by backward propagation, [P], each result rounded to the arithmetic's precision. Written apart from packages/model's, to be a
 * witness of what the checks compare with. `slopeAt(layer)` gives another derivative of z for a hidden layer, from 0, to plant a mistake; null the right one.
 */
export const gradientIn = (problem, arithmetic, theta = problem.theta, slopeAt = () => null) => {
  const { q, inside } = arithmetic;
  const { network, X, Y } = problem;
  const examples = X.shape[1];
  const places = placesOf(problem);
  const parameters = theta.map(q);
  const { Z, A } = forward(problem, places, parameters, arithmetic);
  const gradient = new Float64Array(theta.length);
  const joined = network.cost !== 'mean-squared-error'; // the cost and its activation have a − y together
  let errors = A.at(-1).map((a, at) => q(a - q(Y.data[at])));
  if (!joined)
    errors = errors.map((error, at) =>
      q(error * activations[places.at(-1).activation].slope(Z.at(-1)[at], A.at(-1)[at], inside)),
    );
  errors = errors.map((error) => q(error / examples));
  for (let layer = places.length - 1; ; layer--) {
    const { units, inputs, weights, biases } = places[layer];
    const [a, dz] = [A[layer], errors];
    for (let unit = 0; unit < units; unit++) {
      const row = unit * examples;
      for (let k = 0; k < inputs; k++) {
        const at = weights + unit * inputs + k;
        const product = sumIn(arithmetic, examples, (r) => dz[row + r] * a[k * examples + r]);
        gradient[at] = network.l2 === 0 ? product : q(product + q(q(network.l2 / examples) * parameters[at]));
      }
      gradient[biases + unit] = sumIn(arithmetic, examples, (r) => dz[row + r]);
    }
    if (layer === 0) return gradient;
    const slope = slopeAt(layer - 1) ?? activations[places[layer - 1].activation].slope;
    const [z, values] = [Z[layer - 1], A[layer]];
    errors = values.map((value, at) => {
      const [k, r] = [Math.floor(at / examples), at % examples];
      const back = sumIn(
        arithmetic,
        units,
        (unit) => parameters[weights + unit * inputs + k] * dz[unit * examples + r],
      );
      return q(back * slope(z[at], value, inside));
    });
  }
};
