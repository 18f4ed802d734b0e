import { type ElementwiseActivationName, elementwiseActivations } from '@gradproof/model';
import { normOf } from '../../numerics/vectors.ts';
import type { PseudoRounding } from './pseudo-rounding.ts';

/** A layer's activations and the slopes f′(Z), [units, m] each. */
export interface Activated {
  readonly a: Float64Array;
  readonly slopes: Float64Array;
}

/**
 * What libraries compute worse than they must, as an absolute error in units of u: f by z; f′ by z, f and f′. PyTorch's float32 elu is 6 % off at
 * −10⁻⁶: e^z − 1, not expm1, and its slope is a + 1; tanh's slope is 1 − a²; the sigmoid's a·(1 − a); gelu's Φ is ½(1 + erf), whose tail cancels.
 */
interface AbsoluteErrors {
  readonly value?: (z: number) => number;
  readonly slope?: (z: number, a: number, slope: number) => number;
}

const belowZero = (z: number): number => (z <= 0 ? 1 : 0);

const ERRORS: { readonly [Name in ElementwiseActivationName]?: AbsoluteErrors } = {
  elu: { value: belowZero, slope: belowZero },
  softplus: { value: (z) => (z > 0 ? 1 : 0), slope: (_z, _a, slope) => slope },
  gelu: { value: Math.abs, slope: () => 1.5 },
  tanh: { slope: () => 1.5 },
  sigmoid: { slope: (_z, a) => a },
};

/** Activations whose values and slopes are computed without rounding: they choose, or multiply by a constant. */
const CHOOSING: ReadonlySet<ElementwiseActivationName> = new Set(['identity', 'relu']);

/** f(Z) and f′(Z) as a library rounds them: two roundings of the value (a function, and an operation around it), one of the slope. `sides`: where z stands of its kink, 0. */
export const activated = (
  name: ElementwiseActivationName,
  z: Float64Array,
  sides: Float64Array,
  { round, blur, move }: PseudoRounding,
): Activated => {
  const { value, derivative, kink } = elementwiseActivations[name];
  const [a, slopes] = [z.map(value), (kink === null ? z : sides).map(derivative)];
  if (CHOOSING.has(name)) return { a, slopes };
  round(a);
  round(a);
  const { value: ofValue, slope: ofSlope } = ERRORS[name] ?? {};
  if (ofValue) blur(a, (_a, at) => ofValue(z[at]!));
  if (name !== 'leaky-relu') round(slopes);
  if (ofSlope) blur(slopes, (slope, at) => ofSlope(z[at]!, a[at]!, slope));
  if (name === 'softplus') {
    move(a, (at) => -leftOutOfSoftplus(z[at]!));
    move(slopes, (at) => leftOutOfSoftplus(z[at]!));
  }
  return { a, slopes };
};

/** What `activated` rounds, as norms: of f(Z) and of f′(Z) in units of one rounding's root mean square, and what softplus leaves out of each. */
export interface ActivationRounding {
  readonly value: number;
  readonly slope: number;
  readonly leftOut: number;
}

/** The norms of the errors that `activated` makes, by the triangle inequality. */
export const activationRounding = (
  name: ElementwiseActivationName,
  z: Float64Array,
  a: Float64Array,
  slopes: Float64Array,
): ActivationRounding => {
  if (CHOOSING.has(name)) return { value: 0, slope: 0, leftOut: 0 };
  const { value: ofValue, slope: ofSlope } = ERRORS[name] ?? {};
  const blurOfValue = ofValue ? normOf(z.map(ofValue)) : 0;
  const blurOfSlope = ofSlope ? normOf(z.map((value, at) => ofSlope(value, a[at]!, slopes[at]!))) : 0;
  return {
    value: 2 * normOf(a) + blurOfValue,
    slope: (name === 'leaky-relu' ? 0 : normOf(slopes)) + blurOfSlope,
    leftOut: name === 'softplus' ? normOf(z.map(leftOutOfSoftplus)) : 0,
  };
};

/** From here on PyTorch's softplus is z, and its slope 1: its `threshold`, 20 by default. */
const SOFTPLUS_IS_LINEAR = 20;

/** What is left out of softplus there, log(1 + e⁻ᶻ), and to a part in e²⁰ of its slope, σ(z) = 1 − σ(−z). */
const leftOutOfSoftplus = (z: number): number => (z > SOFTPLUS_IS_LINEAR ? Math.exp(-z) : 0);
