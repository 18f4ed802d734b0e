import { type CheckOptions, checkProblem } from '@gradproof/core';
import { gradientOf, randomNetwork, recipes } from '@gradproof/engine-conformance';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { layoutOf } from '@gradproof/flatteners';
import { readProblem } from '@gradproof/formats';
import { fileURLToPath } from 'node:url';
import { countingCurve, curve, noisyCurve, ofCurve, ofFunction, singleCurve } from './curve.ts';
import { offByAThousandth, seeingKinks } from './engines.ts';
import type { ReportCase } from './report-case.ts';

const layout = layoutOf([
  { name: 'W1', shape: [1, 2] },
  { name: 'b1', shape: [1] },
  { name: 'W2', shape: [2, 1] },
]);
const theta = Float64Array.of(1, 2, 3, 4, 5);
const squares = (at: Float64Array): number => at.reduce((sum, t) => sum + t * t, 0);

/** A check of Σ θ² in three tensors: the gradient's entries that aren't 2θ, another cost, options. */
const ofSquares = (
  name: string,
  wrong: Readonly<Record<number, number>>,
  { cost = squares, ...options }: CheckOptions & { readonly cost?: (at: Float64Array) => number } = {},
): ReportCase => {
  const problem = { kind: 'function' as const, layout, theta, cost };
  const grad = theta.map((t, i) => wrong[i] ?? 2 * t);
  return { name, check: () => checkProblem({ problem, grad }, options) };
};

const cpu = createCpuEngine({ threads: 1 });
const [, recipe] = recipes[0]!;
const network = randomNetwork(recipe);

/** One unit of relu whose only example stands at its kink: W·x + b = 0. */
const atKink = (slope: number): ReportCase['check'] => {
  const problem = {
    ...randomNetwork({
      seed: 1,
      features: 1,
      examples: 1,
      hidden: [{ units: 1, activation: 'relu' }],
      last: { units: 1, activation: 'identity' },
      cost: 'mean-squared-error',
      l2: 0,
    }),
    theta: Float64Array.of(0, 0, 1, 0.5),
  };
  const residual = 0.5 - problem.Y.data[0]!;
  const through = slope * residual;
  const grad = Float64Array.of(through * problem.X.data[0]!, through, 0, residual);
  return () => checkProblem({ problem, grad }, { engine: cpu });
};

const folder = (name: string, place: string, options: CheckOptions): ReportCase => ({
  name,
  check: async () =>
    checkProblem(
      await readProblem(fileURLToPath(new URL(`../../../../../examples/${place}`, import.meta.url))),
      { engine: cpu, ...options },
    ),
});

/** Kinks at distances from 0 that shrink by a fifth each, on both sides: J = y² + Σₖ |x − 1.3·0.8ᵏ| + |x + 1.1·0.8ᵏ|. */
const kinksAtEveryScale = ([x, y]: number[]): number =>
  Array.from({ length: 60 }, (_, k) => 0.8 ** k).reduce(
    (sum, scale) => sum + Math.abs(x! - 1.3 * scale) + Math.abs(x! + 1.1 * scale),
    y! * y!,
  );

/** Every reason that a report can give, but for those of probes. */
export const verdictCases: readonly ReportCase[] = [
  ofSquares('correct', {}),
  ofSquares('correct, of a sample', {}, { coverage: { kind: 'sample', coordinates: 3 } }),
  ofSquares('correct, two zeros', { 0: 0, 1: 0, 2: 0, 3: 0, 4: 0 }, { cost: () => 7 }),
  ofFunction('correct, one coordinate', [0.5], ([x]) => x! ** 3, [0.75]),
  folder('correct, round-off explains what a tensor exceeds', 'notebook/correct', {
    method: 'textbook',
    epsilon: 1e-7,
  }),
  { name: 'correct, a unit at its kink', check: atKink(0.5) },
  { name: 'incorrect at a kink, beyond both slopes', check: atKink(1.5) },
  ofFunction('correct at a kink of a function', [0, 1], ([x, y]) => Math.abs(x!) + y! * y!, [0.5, 2]),
  ofSquares('incorrect, one tensor of three', { 2: -6 }),
  ofSquares('incorrect, two tensors of three', { 0: 4, 3: 4 }),
  ofSquares('incorrect, every tensor', { 0: 4, 2: 4, 3: 4 }),
  folder('incorrect, a problem folder', 'notebook/buggy', {}),
  ofSquares('incorrect, NaN in the gradient', { 2: NaN }),
  ofSquares('incorrect, J(θ) is NaN', {}, { cost: () => NaN }),
  ofSquares(
    'incorrect, J is infinite within the step',
    {},
    { cost: (at) => (at[3]! > 4.005 ? Infinity : squares(at)), epsilon: 0.01 },
  ),
  ofSquares(
    'incorrect, J is infinite however short the step',
    {},
    { cost: (at) => (at[3]! !== 4 ? Infinity : squares(at)) },
  ),
  ofSquares(
    'inconclusive, the step crosses kinks',
    { 0: 1, 2: 1 },
    { epsilon: 1e-7, engine: seeingKinks([0, 2]) },
  ),
  ofSquares(
    'inconclusive, the step crosses many kinks',
    { 0: 1 },
    { epsilon: 1e-7, engine: seeingKinks([0, 1, 2, 3, 4]) },
  ),
  ofSquares(
    'inconclusive, the step is too large',
    {},
    { cost: (at) => squares(at) + (at[0]! - 1) ** 3, epsilon: 0.1 },
  ),
  ofSquares('inconclusive, the step is too small', {}, { epsilon: 1e-12 }),
  {
    name: 'inconclusive, the control disagrees',
    check: () =>
      checkProblem({ problem: network, grad: gradientOf(network) }, { engine: offByAThousandth(cpu) }),
  },
  ofSquares(
    'inconclusive, the sample agrees and the Taylor remainder does not',
    { 4: 11 },
    { coverage: { kind: 'sample', coordinates: 2 } },
  ),
  ofFunction('inconclusive, kinks at every scale', [0, 1], kinksAtEveryScale, [0.1, 2]),
  ofCurve('inconclusive, a random cost', { cost: noisyCurve(1e-3) }),
  ofCurve('inconclusive, a cost that counts', { cost: countingCurve() }),
  ofCurve('inconclusive, a cost of few digits', { cost: (at) => Number(curve(at).toFixed(4)) }),
  ofCurve('inconclusive, float32 and a threshold that is given', { cost: singleCurve }, { threshold: 2e-7 }),
];
