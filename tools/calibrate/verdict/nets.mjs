import { layoutOf } from '@gradproof/flatteners';
import { costNames, parameterShapes, tensor } from '@gradproof/model';
import { activations } from './activations.mjs';
import { classifier } from './classifiers.mjs';
import { train } from './train.mjs';

const LAST = { 'binary-cross-entropy': ['sigmoid'], 'softmax-cross-entropy': ['softmax'] };
const SATURATING = ['tanh', 'sigmoid', 'gelu', 'elu', 'softplus'];
const RAMPS = ['relu', 'leaky-relu'];

/** The most units of a hidden layer, features and examples: every mistake has room, and thousands are checked in a minute. */
const MOST = { units: 6, features: 6, examples: 10 };

/** For problems whose checks take many evaluations. */
const FEW = { units: 3, features: 2, examples: 4 };

/** A network of 1 to 6 layers. */
const networkOf = (draws, hidden = Object.keys(activations), depth = draws.integer(1, 6), most = MOST) => {
  const cost = draws.pick(costNames);
  const activation = draws.pick(LAST[cost] ?? Object.keys(activations));
  const units = draws.integer(1, Math.min(4, most.units)) + (activation === 'softmax' ? 1 : 0);
  const layers = Array.from({ length: depth - 1 }, () => ({
    units: draws.integer(1, most.units),
    activation: draws.pick(hidden),
  }));
  return { layers: [...layers, { units, activation }], cost, l2: draws.pick([0, 0, 0, 0.3]) };
};

const targetsOf = ({ cost, layers }, examples, draws) => {
  const { units } = layers.at(-1);
  if (cost === 'mean-squared-error') return draws.normals(units * examples);
  const Y = new Float64Array(units * examples);
  if (cost === 'binary-cross-entropy') return Y.map(() => draws.integer(0, 1));
  for (let r = 0; r < examples; r++) Y[draws.integer(0, units - 1) * examples + r] = 1;
  return Y;
};

/** The network on examples; `weight` and `bias` give the tensors' values by the number of inputs, `input` the examples'. */
const problemOf = (
  network,
  draws,
  { weight, bias, input, most = MOST, examples = draws.integer(1, most.examples) },
) => {
  const features = draws.integer(1, most.features);
  const layout = layoutOf(parameterShapes(network, features));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors)
    theta.set(name.startsWith('W') ? weight(size, shape[1], shape[0]) : bias(size), offset);
  const X = tensor([features, examples], input(features * examples, examples));
  const Y = tensor([network.layers.at(-1).units, examples], targetsOf(network, examples, draws));
  return { kind: 'layered', network, layout, theta, X, Y };
};

/** Weights as they are when training begins (He et al. 2015). */
const fresh = (draws) => ({
  weight: (size, inputs) => draws.normals(size, Math.sqrt(2 / inputs)),
  bias: (size) => draws.normals(size, 0.1),
  input: (size) => draws.normals(size),
});

const ordinary = (draws) => problemOf(networkOf(draws), draws, fresh(draws));

const few = (draws, hidden) => networkOf(draws, hidden, draws.integer(1, 2), FEW);

/** New, trained and kinked networks of few units. */
export const smallNets = [
  (draws) => problemOf(few(draws), draws, { ...fresh(draws), most: FEW }),
  (draws) => problemOf(few(draws, RAMPS), draws, { ...fresh(draws), most: FEW }),
  (draws) => train(problemOf(few(draws), draws, { ...fresh(draws), most: FEW }), draws.integer(20, 100), EASY),
  (draws) => problemOf(few(draws, RAMPS), draws, { ...standing(draws, false), most: FEW }),
]; // prettier-ignore

/** Weights that drive units far out, and biases that switch whole layers' units off. */
const saturated = (draws) => {
  const [steep, off] = [draws.scale(3, 30), draws.pick([0, 0, -10, -100])];
  return problemOf(networkOf(draws, off === 0 ? SATURATING : Object.keys(activations)), draws, {
    ...fresh(draws),
    weight: (size, inputs) => draws.normals(size, (off === 0 ? steep : 1) * Math.sqrt(2 / inputs)),
    bias: (size) =>
      Float64Array.from({ length: size }, () => (draws.chance(0.4) ? off : 0.1 * draws.normal())),
  });
};

/** The same numbers again and again: few values, rows and examples twice. */
const equal = (draws) => {
  const values = Array.from({ length: draws.integer(1, 3) }, () => draws.pick([0.5, -0.3, 0.1, 1, -0.7]));
  const repeated = (size, period) => {
    const some = draws.normals(period);
    return Float64Array.from({ length: size }, (_, at) => some[at % period]);
  };
  const isTied = draws.chance(0.5);
  return problemOf(networkOf(draws), draws, {
    weight: (size, inputs) =>
      isTied ? Float64Array.from({ length: size }, () => draws.pick(values)) : repeated(size, inputs),
    bias: (size) => new Float64Array(size).fill(0.11),
    input: (size, examples) => repeated(size, Math.max(1, examples >> 1)),
  });
};

/** Weights of 1e-6 … 1e4, and inputs that stand out. */
const scales = (draws) => {
  const outlier = draws.chance(0.5) ? draws.scale(10, 1e6) : 1;
  return problemOf(networkOf(draws), draws, {
    weight: (size) => draws.normals(size, draws.scale(1e-6, outlier === 1 ? 1e4 : 3)),
    bias: (size) => draws.normals(size, draws.scale(1e-6, 10)),
    input: (size) => draws.normals(size).map((x) => (draws.chance(0.05) ? outlier * x : x)),
  });
};

const EASY = 1e-3;

/** Trained to a loss of at least 1e-3, where a gradient still is more than rounding; `converged` further, to a thousandth of that and less. */
const trained = (draws) => {
  const examples = draws.integer(6, 12);
  const network = networkOf(draws, undefined, draws.integer(1, 3));
  return train(problemOf(network, draws, { ...fresh(draws), examples }), draws.integer(20, 200), EASY);
};
const converged = (draws) => {
  const examples = draws.integer(1, 3);
  const network = { ...networkOf(draws, ['tanh', 'relu', 'gelu'], draws.integer(2, 3)), l2: 0 };
  return train(problemOf(network, draws, { ...fresh(draws), examples }), 600, 0);
};

/** Units that stand at their kinks: no biases, an example of zeros, units that are off and hand zeros on. */
const standing = (draws, dead) => ({
  ...fresh(draws),
  bias: (size) => new Float64Array(size),
  weight: (size, inputs, units) => {
    const values = draws.normals(size, Math.sqrt(2 / inputs));
    if (dead) values.fill(0, 0, inputs * draws.integer(0, Math.min(units, 2)));
    return values;
  },
  input: (size, examples) => draws.normals(size).map((x, at) => (at % examples === 0 ? 0 : x)),
});

const MANY_TIES = { units: 4, features: 4, examples: 6 };

const atKinks = (draws) => {
  const network = networkOf(draws, RAMPS, draws.integer(2, 4), MANY_TIES);
  return problemOf(network, draws, { ...standing(draws, draws.chance(0.5)), most: MANY_TIES });
};

/** New networks, of which some have equal and repeated numbers. */
const newOnes = (draws) => draws.pick([ordinary, equal])(draws);

/** Layered networks by kind. */
export const nets = {
  ordinary: newOnes,
  saturated,
  scales,
  trained,
  converged,
  classifiers: classifier,
  'at kinks': atKinks,
};
