import { checkGradient, checkProblem, type LayeredProblem } from '@gradproof/core';
import type { NetworkRecipe, PlantedBug } from '@gradproof/engine-conformance';
import { gradientOf, plantedBugs, randomNetwork, recipes } from '@gradproof/engine-conformance';
import { createCpuEngine } from '@gradproof/engine-cpu';
import { elementwiseActivations, type SlopeOf } from '@gradproof/model';
import type { ReportCase } from './report-case.ts';

const cpu = createCpuEngine({ threads: 1 });

const ofNetwork = (name: string, problem: LayeredProblem, grad: Float64Array): ReportCase => ({
  name,
  check: () => checkProblem({ problem, grad }, { engine: cpu }),
});

const networks = ['relu in two hidden layers', 'softmax cross-entropy with L2'].map((wanted) =>
  randomNetwork(recipes.find(([name]) => name === wanted)![1]),
);

/** The mistake in the first tensor that it fits, of the first network that has one. */
const planted = (bug: PlantedBug): ReportCase => {
  const problem = networks.find((network) => network.layout.tensors.some((slot) => bug.fits(slot, network)))!;
  const slot = problem.layout.tensors.find((candidate) => bug.fits(candidate, problem))!;
  const grad = gradientOf(problem);
  const { offset, size } = slot;
  grad.set(bug.plant(grad.slice(offset, offset + size), slot, problem), offset);
  return ofNetwork(`${slot.name}: ${bug.name}`, problem, grad);
};

const deep = (activation: 'relu' | 'tanh' | 'sigmoid'): NetworkRecipe => ({
  seed: 5,
  features: 6,
  examples: 9,
  hidden: [8, 7, 5].map((units) => ({ units, activation })),
  last: { units: 3, activation: 'softmax' },
  cost: 'softmax-cross-entropy',
  l2: 0,
});

/** The derivative everywhere but in one layer (from 1). */
const inLayer =
  (layer: number, slope: (z: number) => number): SlopeOf =>
  (activation, index) =>
    index === layer - 1 ? slope : elementwiseActivations[activation].derivative;

const backward = (name: string, recipe: NetworkRecipe, slopeOf: SlopeOf): ReportCase => {
  const problem = randomNetwork(recipe);
  return ofNetwork(name, problem, gradientOf(problem, slopeOf));
};

/** Two units of layer 1 are never active, the others always; the rows of dW1 of these two hold what they must not. */
const rowsOfInactiveUnits = (): ReportCase => {
  const drawn = randomNetwork(deep('relu'));
  const [W1, b1] = drawn.layout.tensors;
  const biases = Float64Array.from({ length: b1!.size }, (_, unit) => (unit < 2 ? -50 : 50));
  const problem = { ...drawn, theta: drawn.theta.slice() };
  problem.theta.set(biases, b1!.offset);
  const grad = gradientOf(problem);
  for (let at = 0; at < 2 * W1!.shape[1]!; at++) grad[W1!.offset + at] = 0.1 + Math.cos(at);
  return ofNetwork('rows of units that are never active', problem, grad);
};

const inFloat32 = (): ReportCase => {
  const problem = randomNetwork(deep('relu'));
  const grad = gradientOf(problem).map((g, at) => g * (at % 2 === 0 ? 1 + 9e-6 : 1 - 9e-6));
  return ofNetwork('as computed in float32', problem, grad);
};

/** All of a network's gradient is changed. */
const changed = (
  name: string,
  change: (right: Float64Array, problem: LayeredProblem) => Float64Array,
): ReportCase => {
  const problem = randomNetwork(deep('tanh'));
  return ofNetwork(name, problem, change(gradientOf(problem), problem));
};

/** One step of gradient descent of length 0.1 before. */
const beforeStep = (grad: Float64Array, problem: LayeredProblem): Float64Array => {
  const theta = problem.theta.map((parameter, i) => parameter + 0.1 * grad[i]!);
  let before = gradientOf({ ...problem, theta });
  for (let step = 0; step < 60; step++)
    // θ + 0.1·g with g = ∇J there
    before = gradientOf({
      ...problem,
      theta: problem.theta.map((parameter, i) => parameter + 0.1 * before[i]!),
    });
  return before;
};

const normOf = (values: Float64Array) => Math.hypot(...values);

/** A matrix and a vector. */
type Pair = {
  readonly u: number[][];
  readonly v: number[];
};

const U = [[0.8, -0.3, 1.3, 0.45], [0.35, 1.1, -0.6, 0.9], [-1.2, 0.55, 0.25, 1.6]]; // prettier-ignore
const V = [0.7, 1.4, -0.9, 2.2];
const LINEAR = [[1.1, -2.3, 0.7, 3.2], [-0.4, 1.9, 2.6, -1.5], [2.8, 0.35, -1.7, 0.85]]; // prettier-ignore

/** J = Σ cᵢⱼuᵢⱼ² + Σ exp(vⱼ), and its gradient. */
const pairCost = ({ u, v }: Pair): number =>
  u.flat().reduce((sum, x, at) => sum + LINEAR.flat()[at]! * x * x, 0) +
  v.reduce((sum, x) => sum + Math.exp(x), 0);
const du = U.map((row, i) => row.map((x, j) => 2 * LINEAR[i]![j]! * x));
const dv = V.map(Math.exp);

const ofPair = (name: string, gradient: Pair): ReportCase => ({
  name,
  check: () => checkGradient({ parameters: { u: U, v: V }, cost: pairCost, gradient }),
});

/** Two vectors of which each has the other's gradient. */
const swapped: ReportCase = {
  name: 'two gradients swapped',
  check: () =>
    checkGradient({
      parameters: { gamma: V, beta: [0.2, -0.5, 1.1, 0.3] },
      cost: ({ gamma, beta }: { gamma: number[]; beta: number[] }) =>
        gamma.reduce((sum, x, k) => sum + Math.sin(x) + beta[k]! ** 3, 0),
      gradient: { gamma: [0.2, -0.5, 1.1, 0.3].map((x) => 3 * x * x), beta: V.map(Math.cos) },
    }),
};

/** The derivative of q/‖q‖ left out. */
const projection: ReportCase = {
  name: 'a normalization without its derivative',
  check: () =>
    checkGradient({
      parameters: { q: V },
      cost: ({ q }: { q: number[] }) =>
        q.reduce((sum, x, k) => sum + (LINEAR[0]![k]! * x) / Math.hypot(...q), 0),
      gradient: { q: LINEAR[0]!.map((c) => c / Math.hypot(...V)) },
    }),
};

/** Mistakes in the gradient of a function, or in all of a network's. */
const ofFunctionOrWhole: readonly ReportCase[] = [
  swapped,
  projection,
  ofPair('the parameter itself', { u: U, v: dv }),
  ofPair('by the logarithm', { u: du, v: V.map((x, k) => x * dv[k]!) }),
  ofPair('in integers', { u: du.map((row) => row.map(Math.trunc)), v: dv }),
  ofPair('flipped', { u: du.toReversed().map((row) => row.toReversed()), v: dv }),
  ofPair('one row of zeros', { u: du.map((row, k) => (k === 1 ? row.map(() => 0) : row)), v: dv }),
  changed('clipped to a norm of 0.01', (right) => right.map((g) => (0.01 * g) / normOf(right))),
  changed('the mean over the outputs', (right) => right.map((g) => g / 3)),
  changed('before a step of descent', beforeStep),
];

/** Every kind of diagnosis. */
export const diagnosisCases: readonly ReportCase[] = [
  ...plantedBugs.map(planted),
  backward(
    'the mask of relu left out',
    deep('relu'),
    inLayer(2, () => 1),
  ),
  backward(
    'the mask of relu the wrong way round',
    deep('relu'),
    inLayer(2, (z) => (z < 0 ? 1 : 0)),
  ),
  rowsOfInactiveUnits(),
  backward(
    'a derivative left out',
    deep('sigmoid'),
    inLayer(2, () => 1),
  ),
  backward(
    'the square of tanh forgotten',
    deep('tanh'),
    inLayer(2, (z) => 1 - Math.tanh(z)),
  ),
  inFloat32(),
  ...ofFunctionOrWhole,
];
