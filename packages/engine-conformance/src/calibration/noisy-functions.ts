import type { KnownFunction } from './known-function.ts';
import { smoothFunctions } from './smooth-functions.ts';

const words = new DataView(new ArrayBuffer(8));

/** A number in −1 … 1 that depends on every bit of θ and looks random: noise that is the same whenever J is evaluated there. */
const noiseOf = (theta: Float64Array): number => {
  let state = 0x9e3779b9;
  for (const value of theta) {
    words.setFloat64(0, value);
    for (const at of [0, 4]) {
      state = Math.imul(state ^ words.getUint32(at), 0x85ebca6b);
      state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
      state ^= state >>> 13;
    }
  }
  return (state >>> 0) / 2 ** 31 - 1;
};

const named = (name: string): KnownFunction => smoothFunctions.find((known) => known.name === name)!;
const GENTLE = ['cubic', 'quintic', 'sin', 'exp', 'tanh', 'softplus', 'exp(−t²)', 'parameters of 1e9'].map(
  named,
);

const additive = (known: KnownFunction, amplitude: number): KnownFunction => ({
  ...known,
  group: 'noisy',
  name: `${known.name} + noise ${amplitude}`,
  cost: (theta) => known.cost(theta) + amplitude * noiseOf(theta),
});

const relative = (known: KnownFunction, amplitude: number): KnownFunction => ({
  ...known,
  group: 'noisy',
  name: `${known.name} · (1 + noise ${amplitude})`,
  cost: (theta) => known.cost(theta) * (1 + amplitude * noiseOf(theta)),
});

/** Values to so many digits: rounded, as a simulation prints them. */
const rounded = (known: KnownFunction, digits: number): KnownFunction => ({
  ...known,
  group: 'noisy',
  name: `${known.name} to ${digits} digits`,
  cost: (theta) => Number(known.cost(theta).toPrecision(digits)),
});

const { fround } = Math;
const single = (
  name: string,
  f: (t: number) => number,
  slope: (t: number) => number,
  theta = [-1.9, -1, -0.37, 0.4, 1, 1.7, 2.2],
): KnownFunction => ({
  group: 'float32 inside',
  name,
  theta,
  cost: (at) => at.reduce((sum, t) => fround(sum + fround(f(fround(t)))), 0),
  gradient: (at) => at.map(slope),
});

/** Every intermediate value rounded to float32. */
const float32Inside = [
  single('sin', Math.sin, Math.cos),
  single('exp', Math.exp, Math.exp),
  single(
    't³ − 2t',
    (t) => fround(fround(t * fround(t * t)) - fround(2 * t)),
    (t) => 3 * t * t - 2,
  ),
  single(
    'softplus',
    (t) => Math.log1p(fround(Math.exp(t))),
    (t) => 1 / (1 + Math.exp(-t)),
  ),
  single(
    '√(1 + t²)',
    (t) => Math.sqrt(fround(1 + fround(t * t))),
    (t) => t / Math.sqrt(1 + t * t),
  ),
  ...['cubic', 'sin', 'exp'].map((name): KnownFunction => ({
    ...named(name),
    group: 'float32 inside',
    name: `${name}, its result rounded`,
    cost: (theta) => fround(named(name).cost(theta)),
  })),
];

/** Rounded to so many digits after the point where only the second parameter is concerned: lines that move both don't show it. */
const roundedInOne = (digits: number): KnownFunction => ({
  group: 'noisy',
  name: `one parameter's part to ${digits} digits`,
  theta: [0.7, 1.3],
  cost: ([a, b]) => Math.sin(a!) + 1e-4 * Number((b! * b!).toFixed(digits)),
  gradient: ([a, b]) => Float64Array.of(Math.cos(a!), 2e-4 * b!),
});

/** Functions whose values scatter: noise of known size, few digits, float32 inside. */
export const noisyFunctions: readonly KnownFunction[] = [
  ...GENTLE.flatMap((known) => [1e-12, 1e-9, 1e-6, 1e-4].map((amplitude) => additive(known, amplitude))),
  ...GENTLE.flatMap((known) => [1e-10, 1e-7].map((amplitude) => relative(known, amplitude))),
  ...GENTLE.flatMap((known) => [6, 9, 12].map((digits) => rounded(known, digits))),
  ...[4, 6].map(roundedInOne),
  ...float32Inside,
];
