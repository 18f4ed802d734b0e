/** f and f′ of one parameter; every operation's result is rounded by q. */
const TERMS = {
  sine: [(t, q) => q(Math.sin(t)), (t, q) => q(Math.cos(t))],
  'fast sine': [(t, q) => q(Math.sin(q(9 * t))), (t, q) => q(9 * q(Math.cos(q(9 * t))))],
  exponential: [(t, q) => q(Math.exp(t)), (t, q) => q(Math.exp(t))],
  'steep exponential': [(t, q) => q(Math.exp(q(4 * t))), (t, q) => q(4 * q(Math.exp(q(4 * t))))],
  square: [(t, q) => q(t * t), (t, q) => q(2 * t)],
  cubic: [(t, q) => q(q(t * q(t * t)) - q(2 * t)), (t, q) => q(q(3 * q(t * t)) - 2)],
  quartic: [(t, q) => q(q(q(t * t) * q(t * t)) / 4), (t, q) => q(t * q(t * t))],
  'double well': [(t, q) => q(q(q(t * t) - 1) * q(q(t * t) - 1)), (t, q) => q(q(4 * t) * q(q(t * t) - 1))],
  'log of 1 + t²': [(t, q) => q(Math.log1p(q(t * t))), (t, q) => q(q(2 * t) / q(1 + q(t * t)))],
  hyperbola: [(t, q) => q(Math.sqrt(q(1 + q(t * t)))), (t, q) => q(t / q(Math.sqrt(q(1 + q(t * t)))))],
  tanh: [(t, q) => q(Math.tanh(t)), (t, q) => q(1 - q(q(Math.tanh(t)) * q(Math.tanh(t))))],
  arctangent: [(t, q) => q(Math.atan(t)), (t, q) => q(1 / q(1 + q(t * t)))],
  Lorentzian: [
    (t, q) => q(1 / q(1 + q(t * t))),
    (t, q) => q(q(-2 * t) / q(q(1 + q(t * t)) * q(1 + q(t * t)))),
  ],
  Gaussian: [(t, q) => q(Math.exp(q(-t * t))), (t, q) => q(q(-2 * t) * q(Math.exp(q(-t * t))))],
  softplus: [
    (t, q) => q(Math.max(t, 0) + q(Math.log1p(q(Math.exp(-Math.abs(t)))))),
    (t, q) => q(1 / q(1 + q(Math.exp(-t)))),
  ],
  'hyperbolic cosine': [(t, q) => q(Math.cosh(t)), (t, q) => q(Math.sinh(t))],
  logarithm: [(t, q) => q(Math.log(q(4 + t))), (t, q) => q(1 / q(4 + t))],
  root: [(t, q) => q(Math.sqrt(q(4 + t))), (t, q) => q(0.5 / q(Math.sqrt(q(4 + t))))],
  pole: [(t, q) => q(1 / q(4 + t)), (t, q) => q(-1 / q(q(4 + t) * q(4 + t)))],
  swish: [
    (t, q) => q(t / q(1 + q(Math.exp(-t)))),
    (t, q) => {
      const part = q(1 / q(1 + q(Math.exp(-t))));
      return q(part * q(1 + q(t * q(1 - part))));
    },
  ],
  'inverse hyperbolic sine': [(t, q) => q(Math.asinh(t)), (t, q) => q(1 / q(Math.sqrt(q(1 + q(t * t)))))],
  'sine of a square': [(t, q) => q(Math.sin(q(t * t))), (t, q) => q(q(2 * t) * q(Math.cos(q(t * t))))],
  'cube of the size': [(t, q) => q(q(t * t) * Math.abs(t)), (t, q) => q(q(3 * t) * Math.abs(t))],
  line: [(t) => t, () => 1],
};

/** J = Σ cᵢ·f(θᵢ), f the same of all or another of each. */
export const separable = (draws) => {
  const size = draws.integer(1, 12);
  const names = Object.keys(TERMS);
  const name = draws.pick(names);
  const isMixed = draws.chance(0.3);
  const terms = Array.from({ length: size }, () => TERMS[isMixed ? draws.pick(names) : name]);
  const factors = draws.normals(size).map(Math.fround);
  const theta = draws.normals(size, 0.8).map((t) => Math.max(-3, Math.min(3, t)));
  return {
    family: isMixed ? 'mixed terms' : name,
    theta,
    costIn: (at, q) => at.reduce((sum, t, i) => q(sum + q(factors[i] * terms[i][0](t, q))), 0),
    gradientIn: ({ q }, at) => at.map((t, i) => q(q(factors[i]) * terms[i][1](q(t), q))),
  };
};
