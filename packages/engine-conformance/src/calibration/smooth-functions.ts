import type { KnownFunction } from './known-function.ts';

/** J = Σ f(θᵢ), or a function of two or three parameters: what is differentiated in textbooks. */
const separable = (
  group: string,
  name: string,
  theta: readonly number[],
  f: (t: number) => number,
  slope: (t: number) => number,
): KnownFunction => ({
  group,
  name,
  theta,
  cost: (at) => at.reduce((sum, t) => sum + f(t), 0),
  gradient: (at) => at.map(slope),
});

const POINTS = [-2.3, -1, -0.37, -0.02, 0.005, 0.4, 1, 1.7, 3.1];
const POSITIVE = [0.01, 0.2, 0.9, 1, 2.5, 12, 130];

const polynomial = (name: string, coefficients: readonly number[]): KnownFunction =>
  separable(
    'polynomials',
    name,
    POINTS,
    (t) => coefficients.reduceRight((sum, c) => sum * t + c, 0),
    (t) => coefficients.map((c, k) => k * c).slice(1).reduceRight((sum, c) => sum * t + c, 0), // prettier-ignore
  );

const polynomials = [
  polynomial('linear', [0.3, 2]),
  polynomial('quadratic', [1, -2, 3]),
  polynomial('near-quadratic', [1, -2, 3, 1e-6]),
  polynomial('cubic', [0, 1, -2, 0.5]),
  polynomial('quintic', [1, 0, -3, 0, 0, 1]),
  polynomial('t⁹', [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
  polynomial('degree 12', [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 0.1]),
];

const transcendental = [
  separable('transcendental', 'sin', POINTS, Math.sin, Math.cos),
  separable('transcendental', 'exp', POINTS, Math.exp, Math.exp),
  separable('transcendental', 'log', POSITIVE, Math.log, (t) => 1 / t),
  separable('transcendental', '√t', POSITIVE, Math.sqrt, (t) => 0.5 / Math.sqrt(t)),
  separable('transcendental', '1/t', POSITIVE, (t) => 1 / t, (t) => -1 / (t * t)),
  separable('transcendental', 'tanh', POINTS, Math.tanh, (t) => 1 - Math.tanh(t) ** 2),
  separable('transcendental', 'arctan 5t', POINTS, (t) => Math.atan(5 * t), (t) => 5 / (1 + 25 * t * t)),
  separable('transcendental', 'exp(−t²)', POINTS, (t) => Math.exp(-t * t), (t) => -2 * t * Math.exp(-t * t)),
  separable('transcendental', 'softplus', POINTS, (t) => Math.log1p(Math.exp(t)), (t) => 1 / (1 + Math.exp(-t))),
  separable('transcendental', 'sin(t)·exp(t)', POINTS, (t) => Math.sin(t) * Math.exp(t), (t) => (Math.sin(t) + Math.cos(t)) * Math.exp(t)),
  separable('transcendental', 'Runge', POINTS, (t) => 1 / (1 + 25 * t * t), (t) => (-50 * t) / (1 + 25 * t * t) ** 2),
]; // prettier-ignore

const scaled = (name: string, factor: number, length: number, offset = 0): KnownFunction =>
  separable(
    'badly scaled',
    name,
    POINTS.map((t) => t * length),
    (t) => offset + factor * Math.sin(t / length) * Math.exp(t / length / 4),
    (t) => ((factor * Math.exp(t / length / 4)) / length) * (Math.cos(t / length) + Math.sin(t / length) / 4),
  );

const badlyScaled = [
  scaled('values of 1e20', 1e20, 1),
  scaled('values of 1e-20', 1e-20, 1),
  scaled('parameters of 1e9', 1, 1e9),
  scaled('parameters of 1e-9', 1, 1e-9),
  scaled('values of 1e290', 1e290, 1),
  scaled('values of 1e-290', 1e-290, 1),
  scaled('values below the least normal number', 1e-312, 1),
  scaled('parameters of 1e290', 1, 1e290),
  scaled('parameters of 1e-290', 1, 1e-290),
  scaled('an offset of 1e4', 1, 1, 1e4),
  separable('badly scaled', 'sin 50t', POINTS, (t) => Math.sin(50 * t), (t) => 50 * Math.cos(50 * t)),
  separable('badly scaled', 'sin 2000t', POINTS, (t) => Math.sin(2000 * t), (t) => 2000 * Math.cos(2000 * t)),
  separable('badly scaled', 'sin 2¹⁴πt', POINTS, (t) => t + 1e-3 * Math.sin(2 ** 14 * Math.PI * t), (t) => 1 + 1e-3 * 2 ** 14 * Math.PI * Math.cos(2 ** 14 * Math.PI * t)),
  separable('badly scaled', 'cos 2¹⁶πt', POINTS, (t) => t + 1e-4 * Math.cos(2 ** 16 * Math.PI * t), (t) => 1 - 1e-4 * 2 ** 16 * Math.PI * Math.sin(2 ** 16 * Math.PI * t)),
  separable('badly scaled', 'a fine ripple on a parabola', POINTS, (t) => t * t + 1e-6 * Math.sin(1e5 * t), (t) => 2 * t + 0.1 * Math.cos(1e5 * t)),
  separable('badly scaled', 'exp 30t', POINTS, (t) => Math.exp(30 * t), (t) => 30 * Math.exp(30 * t)),
  separable('badly scaled', 'log near 0', [1e-12, 1e-7, 1e-3], Math.log, (t) => 1 / t),
  separable('badly scaled', 'a pole near', [0.999, 0.9, 1.001, 1.2], (t) => 1 / (1 - t), (t) => 1 / (1 - t) ** 2),
  separable('badly scaled', 'a quadratic far from 0', [1e6, -3e5], (t) => 1e-3 * t * t, (t) => 2e-3 * t),
  separable('badly scaled', 'a ripple on a line', POINTS, (t) => t + 1e-4 * Math.sin(300 * t), (t) => 1 + 0.03 * Math.cos(300 * t)),
  {
    group: 'badly scaled',
    name: 'each parameter another scale',
    theta: [3e-8, 2e-4, 0.7, 5e3, 1e7],
    cost: ([a, b, c, d, e]) => Math.sin(a! * 3e7) + Math.exp(b! * 4e3) + c! ** 3 + Math.log(d!) + Math.sqrt(e!),
    gradient: ([a, b, c, d, e]) =>
      Float64Array.of(3e7 * Math.cos(a! * 3e7), 4e3 * Math.exp(b! * 4e3), 3 * c! * c!, 1 / d!, 0.5 / Math.sqrt(e!)),
  } satisfies KnownFunction,
]; // prettier-ignore

/** Polynomials, elementary functions, and the same with awkward scales. */
export const smoothFunctions: readonly KnownFunction[] = [...polynomials, ...transcendental, ...badlyScaled];
