import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementwiseActivations, type ElementwiseActivationName } from '../activations/index.ts';
import { costNames, type CostName } from '../costs/index.ts';
import { sizeOf, tensor, type Tensor } from '../tensor.ts';
import { backwardPropagate } from './backward-pass.ts';
import { createForwardPass } from './forward-pass.ts';
import { layerPlaces } from './layer-places.ts';
import { parameterShapes, type NetworkDescription } from './network.ts';

const STEP = 1e-4;
/** J of a few small layers is right to about a hundred units in the last place (1/(1 − a) ≤ e^5 magnifies log's). */
const COST_ERROR = 2 ** 7 * Number.EPSILON;
/** Within [−1, 1] and a width of at most 3, a step of 2h moves a pre-activation by less than 3·(3 + 1)·2h. */
const KINK_MARGIN = 24 * STEP;

interface Case {
  readonly network: NetworkDescription;
  readonly theta: Float64Array;
  readonly X: Tensor;
  readonly Y: Tensor;
}

const activation = fc.constantFrom(...(Object.keys(elementwiseActivations) as ElementwiseActivationName[]));
const uniform = fc.double({ min: -1, max: 1, noNaN: true });
const numbers = (size: number) =>
  fc.array(uniform, { minLength: size, maxLength: size }).map((values) => Float64Array.from(values));

const lastActivation = (cost: CostName) =>
  cost === 'mean-squared-error'
    ? activation
    : fc.constant(cost === 'binary-cross-entropy' ? ('sigmoid' as const) : ('softmax' as const));

const cases = (cost: CostName): fc.Arbitrary<Case> =>
  fc
    .record({
      widths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
      hidden: fc.array(activation, { minLength: 2, maxLength: 2 }),
      last: lastActivation(cost),
      l2: fc.constantFrom(0, 0.7),
      m: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ widths: [features, ...units], hidden, last, l2, m }) => {
      const layers = units.map((width, i) => ({
        units: width,
        activation: i === units.length - 1 ? last : hidden[i]!,
      }));
      const network = { layers, cost, l2 };
      const shapes = parameterShapes(network, features!);
      const classes = units.at(-1)!;
      return fc.record({
        network: fc.constant(network),
        theta: numbers(shapes.reduce((size, { shape }) => size + sizeOf(shape), 0)),
        X: numbers(features! * m).map((data) => tensor([features!, m], data)),
        Y: fc
          .array(fc.nat(classes - 1), { minLength: m, maxLength: m })
          .map((labels) =>
            Float64Array.from({ length: classes * m }, (_, at) =>
              labels[at % m] === Math.floor(at / m) ? 1 : 0,
            ),
          )
          .map((data) => tensor([classes, m], data)),
      });
    });

/** True when a step could carry a unit over its kink (or elu over the jump of its second derivative). */
const isNearKink = ({ network, theta, X, Y }: Case): boolean => {
  const forward = createForwardPass(network, X, Y);
  forward.cost(theta);
  const bent = ['relu', 'leaky-relu', 'elu'];
  return network.layers.some(
    (layer, i) =>
      bent.includes(layer.activation) && forward.preActivations[i]!.some((z) => Math.abs(z) < KINK_MARGIN),
  );
};

describe.each(costNames)('backwardPropagate with %s', (cost) => {
  it('agrees with central differences of the forward pass at every coordinate', () => {
    fc.assert(
      fc.property(cases(cost), (example) => {
        fc.pre(!isNearKink(example));
        const { network, theta, X, Y } = example;
        const forward = createForwardPass(network, X, Y);
        const gradient = backwardPropagate(network, forward, theta, X, Y);
        const roundOff = (COST_ERROR * Math.max(1, forward.cost(theta))) / STEP;
        const slope = (i: number, h: number) =>
          (forward.cost(theta.with(i, theta[i]! + h)) - forward.cost(theta.with(i, theta[i]! - h))) / (2 * h);
        gradient.forEach((entry, i) => {
          const approx = slope(i, STEP);
          const truncation = Math.abs(slope(i, 2 * STEP) - approx); // three times the error of h: Richardson
          expect(Math.abs(entry - approx)).toBeLessThanOrEqual(truncation + roundOff);
        });
      }),
    );
  });
});

describe('the layers of a network', () => {
  const network: NetworkDescription = {
    layers: [{ units: 3, activation: 'relu' }, { units: 1, activation: 'sigmoid' }],
    cost: 'binary-cross-entropy',
    l2: 0.5,
  }; // prettier-ignore

  it('lie in theta as W1, b1, W2, b2', () => {
    expect(parameterShapes(network, 2).map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      'W1 3×2',
      'b1 3×1',
      'W2 1×3',
      'b2 1×1',
    ]);
    expect(layerPlaces(network, 2).map(({ weights, biases }) => [weights, biases])).toEqual([
      [0, 6],
      [9, 12],
    ]);
  });

  it('have λ/2m Σ‖W‖² added, the biases left out', () => {
    const [X, Y] = [tensor([2, 2], new Float64Array(4)), tensor([1, 2], Float64Array.of(0, 1))];
    const theta = Float64Array.of(1, 2, 3, 0, 0, 0, -5, -5, -5, 4, 0, 0, 0); // dead units: a = 1/2
    const penalty = (0.5 / (2 * 2)) * (1 + 4 + 9 + 16);
    expect(createForwardPass(network, X, Y).cost(theta)).toBe(Math.LN2 + penalty);
  });
});
