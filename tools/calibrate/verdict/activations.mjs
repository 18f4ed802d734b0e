const INVERSE_SQRT_2PI = 0.3989422804014327;

/** Φ, the standard normal distribution: by its series where |z| < 3, by its continued fraction beyond (Abramowitz and Stegun 26.2.11, 26.2.14). */
const normalCdf = (z) => {
  const density = INVERSE_SQRT_2PI * Math.exp((-z * z) / 2);
  const size = Math.abs(z);
  if (size < 3) {
    let [term, sum] = [z, z];
    for (let k = 3; k < 120; k += 2) sum += term *= (z * z) / k;
    return 0.5 + density * sum;
  }
  let fraction = size;
  for (let k = 120; k > 0; k--) fraction = size + k / fraction;
  const tail = density / fraction;
  return z > 0 ? 1 - tail : tail;
};

const sigmoid = (z, q) =>
  z >= 0 ? q(1 / q(1 + q(Math.exp(-z)))) : q(q(Math.exp(z)) / q(1 + q(Math.exp(z))));

/** Values, and slopes of z and the value a, as libraries compute them: in the precision whose results q rounds. */
export const activations = {
  identity: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0) },
  'leaky-relu': {
    value: (z, q) => (z > 0 ? z : q(q(0.01) * z)),
    slope: (z, _a, q) => (z > 0 ? 1 : q(0.01)),
  },
  tanh: { value: (z, q) => q(Math.tanh(z)), slope: (_z, a, q) => q(1 - q(a * a)) },
  sigmoid: { value: sigmoid, slope: (_z, a, q) => q(a * q(1 - a)) },
  elu: { value: (z, q) => (z > 0 ? z : q(Math.expm1(z))), slope: (z, a, q) => (z > 0 ? 1 : q(a + 1)) },
  gelu: {
    value: (z, q) => q(z * q(normalCdf(z))),
    slope: (z, _a, q) => q(q(normalCdf(z)) + q(z * q(INVERSE_SQRT_2PI * q(Math.exp(q(-z * z) / 2))))),
  },
  softplus: {
    value: (z, q) => q(Math.max(z, 0) + q(Math.log1p(q(Math.exp(-Math.abs(z)))))),
    slope: (z, _a, q) => sigmoid(z, q),
  },
};
