import { literal } from './literal.ts';

/** A function that kernels call, as gpu.js takes it: source text, so that no transpiler or coverage tool rewrites it. Numbers in, a number out. */
export interface KernelFunction {
  readonly name: string;
  readonly source: string;
  readonly parameters: readonly string[];
}

const define = (name: string, parameters: readonly string[], body: string): KernelFunction => ({
  name,
  source: `function ${name}(${parameters.join(', ')}) {${body}}`,
  parameters,
});

/** ln 2 = LN2_HIGH − LN2_REST: the first has 12 bits, so that its product with a whole number is exact in float32 (Cody and Waite 1980). */
const LN2_HIGH = 0.693359375;
const LN2_REST = LN2_HIGH - Math.LN2;

/** 2^k for a whole k, −126 ≤ k ≤ 127: products of powers of two, exact on every device. */
const powerOfTwo = define(
  'powerOfTwo',
  ['k'],
  `
  let base = 2.0;
  let left = k;
  if (k < 0.0) { base = 0.5; left = 0.0 - k; }
  let result = 1.0;
  for (let i = 0; i < 7; i++) {
    let half = Math.floor(left * 0.5);
    if (left - 2.0 * half > 0.5) { result = result * base; }
    left = half;
    if (left > 0.5) { base = base * base; }
  }
  return result;
`,
);

/**
 * e^x − 1: the power series for |x| ≤ ln 2/2, whose first term left out is 2⁻³⁰ of the sum; elsewhere 2^k·(e^r − 1) + (2^k − 1) with
 * x = k·ln 2 + r. x is taken into −87 … 88, where float32 holds e^x.
 */
const exponential = define(
  'exponentialMinusOne',
  ['x'],
  `
  let bounded = Math.min(Math.max(x, 0.0 - 87.0), 88.0);
  let k = 0.0;
  if (Math.abs(bounded) > ${literal(Math.LN2 / 2)}) { k = Math.floor(bounded * ${literal(1 / Math.LN2)} + 0.5); }
  let r = (bounded - k * ${literal(LN2_HIGH)}) + k * ${literal(LN2_REST)};
  let sum = 1.0 + r * 0.125;
  sum = 1.0 + r * ${literal(1 / 7)} * sum;
  sum = 1.0 + r * ${literal(1 / 6)} * sum;
  sum = 1.0 + r * 0.2 * sum;
  sum = 1.0 + r * 0.25 * sum;
  sum = 1.0 + r * ${literal(1 / 3)} * sum;
  sum = 1.0 + r * 0.5 * sum;
  sum = r * sum;
  if (Math.abs(k) > 0.5) {
    let scale = powerOfTwo(k);
    sum = scale * sum + (scale - 1.0);
  }
  return sum;
`,
);

/** Brings m into √½ … √2 by powers of two, counted in n. */
const takeOutPowers = [64, 32, 16, 8, 4, 2, 1]
  .map(
    (n) => `
    if (m > ${literal(Math.SQRT2 * 2 ** (n - 1))}) { m = m * ${literal(2 ** -n)}; n = n + ${literal(n)}; }
    if (m < ${literal(Math.SQRT1_2 * 2 ** (1 - n))}) { m = m * ${literal(2 ** n)}; n = n - ${literal(n)}; }`,
  )
  .join('');

/** log(1 + x), x > −1: 2·artanh(x/(2 + x)) for small |x|; elsewhere n·ln 2 + log(1 + (m − 1)) with 1 + x = 2ⁿ·m. */
const logarithm = define(
  'logarithmOfOnePlus',
  ['x'],
  `
  let rest = x;
  let n = 0.0;
  if (x > 0.5 || x < 0.0 - 0.375) {
    let m = 1.0 + x;${takeOutPowers}
    rest = m - 1.0;
  }
  let s = rest / (2.0 + rest);
  let square = s * s;
  let sum = ${literal(1 / 9)} + square * ${literal(1 / 11)};
  sum = ${literal(1 / 7)} + square * sum;
  sum = 0.2 + square * sum;
  sum = ${literal(1 / 3)} + square * sum;
  sum = 2.0 * s + 2.0 * s * square * sum;
  return n * ${literal(LN2_HIGH)} + (sum - n * ${literal(LN2_REST)});
`,
);

/** e^x − 1 − x, what is left of e^x − 1 beside its first term: the power series for |x| ≤ ln 2/2. */
const exponentialRest = define(
  'exponentialRest',
  ['x'],
  `
  if (Math.abs(x) > ${literal(Math.LN2 / 2)}) { return exponentialMinusOne(x) - x; }
  let sum = 1.0 + x * 0.125;
  sum = 1.0 + x * ${literal(1 / 7)} * sum;
  sum = 1.0 + x * ${literal(1 / 6)} * sum;
  sum = 1.0 + x * 0.2 * sum;
  sum = 1.0 + x * 0.25 * sum;
  sum = 1.0 + x * ${literal(1 / 3)} * sum;
  return 0.5 * x * x * sum;
`,
);

/** log(1 + x) − x, x > −1: with s = x/(2 + x), 2·artanh s − x and 2s − x = −s·x. */
const logarithmRest = define(
  'logarithmRest',
  ['x'],
  `
  if (x > 0.5 || x < 0.0 - 0.375) { return logarithmOfOnePlus(x) - x; }
  let s = x / (2.0 + x);
  let square = s * s;
  let sum = ${literal(1 / 9)} + square * ${literal(1 / 11)};
  sum = ${literal(1 / 7)} + square * sum;
  sum = 0.2 + square * sum;
  sum = ${literal(1 / 3)} + square * sum;
  return s * (2.0 * square * sum - x);
`,
);

/** tanh x = −e/(2 + e), e = e^(−2|x|) − 1, with the sign of x. */
const tangent = define(
  'hyperbolicTangent',
  ['x'],
  `
  let e = exponentialMinusOne(0.0 - 2.0 * Math.abs(x));
  let size = (0.0 - e) / (2.0 + e);
  if (x < 0.0) { return 0.0 - size; }
  return size;
`,
);

/**
 * 1 − Φ(|x|), the normal distribution's upper tail, to about 10⁻⁷: ½·t·exp(−x²/2 + P(t)), t = 1/(1 + |x|/(2√2)) (Press et al., Numerical
 * Recipes in C, 1992, section 6.2).
 */
const upperTail = define(
  'normalUpperTail',
  ['x'],
  `
  let u = Math.abs(x) * ${literal(Math.SQRT1_2)};
  let t = 1.0 / (1.0 + 0.5 * u);
  let p = t * 0.17087277 - 0.82215223;
  p = t * p + 1.48851587;
  p = t * p - 1.13520398;
  p = t * p + 0.27886807;
  p = t * p - 0.18628806;
  p = t * p + 0.09678418;
  p = t * p + 0.37409196;
  p = t * p + 1.00002368;
  p = t * p - 1.26551223;
  return 0.5 * t * (1.0 + exponentialMinusOne(p - 0.5 * x * x));
`,
);

/** What kernels may call: gpu.js turns Math.expm1, log1p and tanh into exp(x) − 1, log(1 + x) and worse, which lose small arguments. */
export const kernelFunctions: readonly KernelFunction[] = [
  powerOfTwo,
  exponential,
  logarithm,
  exponentialRest,
  logarithmRest,
  tangent,
  upperTail,
];
