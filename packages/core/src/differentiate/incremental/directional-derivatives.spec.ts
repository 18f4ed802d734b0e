import { layoutOf } from '@gradproof/flatteners';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  tensor,
} from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { pausesOf } from '../../async/pauses.fixture.ts';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { createRandom } from '../../numerics/random.ts';
import { createDirectionalDerivatives, type DirectionalDerivatives } from './directional-derivatives.ts';

const [FEATURES, EXAMPLES] = [3, 5];

const problemOf = (network: NetworkDescription): LayeredProblem => {
  const random = createRandom(4);
  const numbers = (length: number) => Float64Array.from({ length }, () => 2 * random() - 1);
  const layout = layoutOf(parameterShapes(network, FEATURES));
  const first = Array.from({ length: EXAMPLES }, (_, r) => (r % 3 === 0 ? 1 : 0));
  return {
    kind: 'layered',
    network,
    layout,
    theta: numbers(layout.size),
    X: tensor([FEATURES, EXAMPLES], numbers(FEATURES * EXAMPLES)),
    Y: tensor([2, EXAMPLES], Float64Array.of(...first, ...first.map((label) => 1 - label))),
  };
};

const NETWORKS: readonly NetworkDescription[] = [
  {
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 3, activation: 'sigmoid' },
      { units: 2, activation: 'softmax' },
    ],
    cost: 'softmax-cross-entropy',
    l2: 0.3,
  },
  {
    layers: [
      { units: 4, activation: 'relu' },
      { units: 3, activation: 'relu' },
      { units: 2, activation: 'identity' },
    ],
    cost: 'mean-squared-error',
    l2: 0,
  },
  {
    layers: [
      { units: 4, activation: 'identity' },
      { units: 2, activation: 'sigmoid' },
    ],
    cost: 'binary-cross-entropy',
    l2: 0,
  },
];

/** Directions along everything, along each tensor, along one row of each, along one entry, and along nothing. */
const directionsOf = ({ layout }: LayeredProblem): Float64Array[] => {
  const random = createRandom(9);
  const everything = Float64Array.from({ length: layout.size }, () => 2 * random() - 1);
  const within = (start: number, end: number) => everything.map((v, i) => (i >= start && i < end ? v : 0));
  return [
    everything,
    ...layout.tensors.map(({ offset, size }) => within(offset, offset + size)),
    ...layout.tensors.map(({ offset, size, shape }) => within(offset + shape[1]!, offset + Math.min(2 * shape[1]!, size))),
    within(4, 5),
    new Float64Array(layout.size),
  ];
}; // prettier-ignore

describe.each(NETWORKS)('derivatives along directions of $layers', (network) => {
  const problem = problemOf(network);
  const { theta, X, Y } = problem;
  const forward = createForwardPass(network, X, Y);
  const directions = directionsOf(problem);
  const derivatives = (...asked: Parameters<DirectionalDerivatives>) =>
    createDirectionalDerivatives(problem, 7)(...asked);

  it('are the gradient’s, for a small step', async () => {
    forward.cost(theta);
    const grad = backwardPropagate(network, forward, theta, X, Y);
    const { values, evaluations, kinks } = await derivatives(directions, 2 ** -30);
    expect(evaluations).toBe(2 * directions.length);
    expect(kinks).toEqual({ coordinates: [], resolved: false, at: 7, oneSided: [] });
    for (const [k, direction] of directions.entries()) {
      const terms = grad.map((g, i) => g * direction[i]!);
      const [slope, size] = [terms, terms.map(Math.abs)].map((all) => all.reduce((sum, term) => sum + term, 0));
      expect(Math.abs(values[k]! - slope!), `direction ${k}`).toBeLessThanOrEqual(size! * 2 ** -40); // ε² is 2⁻⁶⁰
    }
  }); // prettier-ignore

  it('are the quotients of J, for a large step', async () => {
    for (const epsilon of [0.5, 2 ** -4]) {
      const { values } = await derivatives(directions, epsilon);
      const costAt = (direction: Float64Array, t: number) => forward.cost(theta.map((w, i) => w + t * direction[i]!));
      for (const [k, direction] of directions.entries()) {
        const quotient = (costAt(direction, epsilon) - costAt(direction, -epsilon)) / (2 * epsilon);
        expect(Math.abs(values[k]! - quotient), `direction ${k}`).toBeLessThan(1e-13 / epsilon); // a hundred roundings of J
      }
    }
  }); // prettier-ignore
});

it('notes the directions that cross a kink, on either side', async () => {
  const network: NetworkDescription = {
    layers: [{ units: 1, activation: 'relu' }],
    cost: 'mean-squared-error',
    l2: 0,
  };
  const problem: LayeredProblem = {
    kind: 'layered',
    network,
    layout: layoutOf(parameterShapes(network, 1)),
    theta: Float64Array.of(1, 2 ** -10 - 1), // z is 2⁻¹⁰
    X: tensor([1, 1], Float64Array.of(1)),
    Y: tensor([1, 1], Float64Array.of(0)),
  };
  const along = [1, -1, 0.25].map((v) => Float64Array.of(0, v));
  const derivatives = createDirectionalDerivatives(problem, 0);
  const crossedAt = async (epsilon: number) => (await derivatives(along, epsilon)).kinks.coordinates;
  expect(await crossedAt(2 ** -9)).toEqual([0, 1]);
  expect(await crossedAt(2 ** -10)).toEqual([]); // it ends at the kink
  expect(await crossedAt(2 ** -11)).toEqual([]);
  const { values } = await derivatives(along, 2 ** -9);
  expect(values[0]).toBe((3 * 2 ** -10) ** 2 / 2 / 2 ** -8); // J = ½·relu(z)², of 3·2⁻¹⁰ and of 0
});

it('yields to the event loop between directions that take long, and else not', async () => {
  const problem = problemOf(NETWORKS[0]!);
  const along = () => createDirectionalDerivatives(problem, 0)(directionsOf(problem).slice(0, 3), 1e-9);
  expect(await pausesOf(1e-3, along)).toBe(0);
  expect(await pausesOf(100, along)).toBe(3);
});

/** J = ½·a², a network of one unit a layer on one example, 1. */
const chainOf = (activations: readonly ('tanh' | 'relu' | 'identity')[], theta: readonly number[]): LayeredProblem => {
  const layers = activations.map((activation) => ({ units: 1, activation }));
  return {
    ...blankNetwork({ layers, cost: 'mean-squared-error' }, 1, 1),
    theta: Float64Array.from(theta),
    X: tensor([1, 1], Float64Array.of(1)),
  };
}; // prettier-ignore

it('notes a kink that is crossed on one side alone', async () => {
  // tanh(1 ± 0.5) is 0.14 above and 0.3 below tanh 1; the unit after it stands 0.2 from its kink
  const problem = chainOf(['tanh', 'relu'], [0, 1, 1, 0.2 - Math.tanh(1)]);
  const along = [1, -1].map((v) => Float64Array.of(0, v, 0, 0));
  const { kinks } = await createDirectionalDerivatives(problem, 0)(along, 0.5);
  expect(kinks.coordinates).toEqual([0, 1]);
});

it('has nothing of weights’ squares without decay: they may overflow', async () => {
  const problem = { ...chainOf(['identity'], [1e200, 0]), X: tensor([1, 1], Float64Array.of(1e-200)) };
  const { values } = await createDirectionalDerivatives(problem, 0)([Float64Array.of(1e200, 0)], 0.5);
  expect(values[0]).toBeCloseTo(1, 12); // J = ½·(w·10⁻²⁰⁰)²
});

it('moves no unit that stands still, were its z too large for a closed form', async () => {
  const problem: LayeredProblem = {
    ...blankNetwork(
      {
        layers: [
          { units: 2, activation: 'gelu' },
          { units: 1, activation: 'identity' },
        ],
        cost: 'mean-squared-error',
      },
      1,
      1,
    ),
    theta: Float64Array.of(1e308, 0, 0, 10, 0, 3, 0), // z is 10³⁰⁸ and 10
    X: tensor([1, 1], Float64Array.of(1)),
  };
  const bias = new Float64Array(7).with(3, 1);
  const { values } = await createDirectionalDerivatives(problem, 0)([bias], 0.5);
  expect(values[0]).toBeCloseTo(90, 10); // J = ½·(3z)²
});
