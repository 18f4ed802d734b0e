import { checkProblem, type LayeredProblem } from '@gradproof/core';
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
];
