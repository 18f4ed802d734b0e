import { dot, named, sign, type TieKind, times, uniform, vector, weight } from './tie-case.fixture.ts';

/** One relu over many weights, at 0. */
export const oneRelu: TieKind = (random, size) => {
  const inputs = vector(size, () => weight(random));
  const weights = vector(size - 1, () => weight(random));
  const bias = -weights.reduce((sum, value, i) => sum + value * inputs[i]!, 0);
  inputs[size - 1] = 1;
  const v = weight(random);
  const slope = times(inputs, v);
  const mask = vector(size, (i) => (i % 2 === 0 ? 0 : slope[i]!));
  return {
    cost: (x) => v * Math.max(0, dot(x, inputs)),
    theta: Float64Array.of(...weights, bias),
    right: named({ 0: times(slope, 0), 0.3: times(slope, 0.3), 0.5: times(slope, 0.5), 1: slope }),
    wrong: named({ double: times(slope, 2), flipped: times(slope, -0.5), mask }),
  };
};

/** A layer of relus whose weights and biases are 0, over several examples, before weights of both signs. */
export const deadLayer: TieKind = (random, size) => {
  const [units, features, examples] = [Math.max(1, Math.round(size / 4)), 3, 3];
  const X = Array.from({ length: examples }, () => Float64Array.of(...vector(features, () => weight(random)), 1));
  const V = vector(units * examples, () => weight(random));
  const row = (x: Float64Array, unit: number) => x.subarray(4 * unit, 4 * unit + 4);
  const ofUnits = (slope: (unit: number) => number) => {
    const claim = new Float64Array(4 * units);
    for (let unit = 0; unit < units; unit++)
      X.forEach((input, e) => input.forEach((value, i) => (claim[4 * unit + i]! += slope(unit) * V[unit * examples + e]! * value)));
    return claim;
  };
  return {
    cost: (x) => {
      let sum = 0;
      for (let unit = 0; unit < units; unit++)
        X.forEach((input, e) => (sum += V[unit * examples + e]! * Math.max(0, dot(row(x, unit), input))));
      return sum;
    },
    theta: new Float64Array(4 * units),
    right: named({ 0: ofUnits(() => 0), half: ofUnits(() => 0.5), 1: ofUnits(() => 1) }),
    wrong: named({ double: ofUnits(() => 2), 'one unit doubled': ofUnits((unit) => (unit === 0 ? 2 : 1)), flipped: ofUnits(() => -1) }),
  };
}; // prettier-ignore

/** Hinges at their margin: a unit of examples whose inputs are independent. */
export const hinges: TieKind = (random, size) => {
  const examples = 2;
  const theta = vector(size, () => weight(random));
  const inputs = Array.from({ length: examples }, () => vector(size, () => weight(random)));
  const margins = inputs.map((input) => dot(theta, input));
  const slope = vector(size, (i) => -inputs.reduce((sum, input) => sum + input[i]!, 0));
  return {
    cost: (x) => inputs.reduce((sum, input, e) => sum + Math.max(0, margins[e]! - dot(x, input)), 0),
    theta,
    right: named({ 0: new Float64Array(size), half: times(slope, 0.5), 1: slope, 'one of them': times(inputs[0]!, -1) }),
    wrong: named({ double: times(slope, 2), flipped: times(slope, -1), mask: slope.map((value, i) => (i === 0 ? 2 * value : value)) }),
  };
}; // prettier-ignore

/** Σ ±|xᵢ| at 0: separable. */
export const absolutes: TieKind = (random, size) => {
  const w = vector(size, () => weight(random));
  const within = w.map((value) => value * uniform(random, -0.9, 0.9));
  return {
    cost: (x) => x.reduce((sum, value, i) => sum + w[i]! * Math.abs(value), 0),
    theta: new Float64Array(size),
    right: named({ zero: new Float64Array(size), right: w, left: times(w, -1), within }),
    wrong: named({ double: times(w, 2), 'one too large': within.map((value, i) => (i === 0 ? 1.2 * w[i]! : value)) }),
  };
}; // prettier-ignore

/** Σ w·clip(x, 0, 1) at both ends. */
export const clips: TieKind = (random, size) => {
  const w = vector(size, () => weight(random));
  return {
    cost: (x) => x.reduce((sum, value, i) => sum + w[i]! * Math.min(1, Math.max(0, value)), 0),
    theta: vector(size, (i) => i % 2),
    right: named({ 0: new Float64Array(size), half: times(w, 0.5), 1: w }),
    wrong: named({ double: times(w, 2), flipped: times(w, -1) }),
  };
};

/** |Σ ±xᵢ| at 0. */
export const absoluteOfSum: TieKind = (random, size) => {
  const signs = vector(size, () => sign(random));
  const theta = vector(size, () => weight(random));
  theta[size - 1] = 0;
  theta[size - 1] = -signs[size - 1]! * dot(theta, signs);
  const within = uniform(random, -0.9, 0.9);
  return {
    cost: (x) => Math.abs(dot(x, signs)),
    theta,
    right: named({ zero: new Float64Array(size), right: signs, left: times(signs, -1), within: times(signs, within) }),
    wrong: named({ double: times(signs, 2), mask: signs.map((value, i) => (i === 0 ? 0 : value)) }),
  };
}; // prettier-ignore
