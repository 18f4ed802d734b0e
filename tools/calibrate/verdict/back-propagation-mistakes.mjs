import { arithmetics } from './arithmetic.mjs';
import { gradientIn } from './back-propagation.mjs';

/** Backward propagation with another derivative in one hidden layer whose activation is among these. */
const withSlope =
  (names, slope) =>
  ({ instance: { problem }, form, draws }) => {
    if (problem.kind !== 'layered') return null;
    const { layers } = problem.network;
    const places = [...layers.keys()].filter(
      (at) => at < layers.length - 1 && names.includes(layers[at].activation),
    );
    if (places.length === 0) return null;
    const wrongAt = draws.pick(places);
    return gradientIn(problem, arithmetics[form.precision], problem.theta, (layer) =>
      layer === wrongAt ? slope : null,
    );
  };

const PIECEWISE = ['relu', 'leaky-relu', 'elu'];
const CURVED = ['tanh', 'sigmoid', 'gelu', 'softplus'];

/** Mistakes in the middle of backward propagation: all layers before it are wrong. */
export const backPropagationMistakes = [
  { name: 'no mask', kinds: ['mask', 'upstream'], plant: withSlope(PIECEWISE, () => 1) },
  { name: 'a mirrored mask', kinds: ['mask', 'upstream'], plant: withSlope(PIECEWISE, (z) => (z < 0 ? 1 : 0)) },
  { name: 'no derivative', kinds: ['upstream'], plant: withSlope(CURVED, () => 1) },
  { name: "another activation's derivative", kinds: ['upstream'], plant: withSlope(CURVED, (z) => 1 / (1 + z * z)) },
]; // prettier-ignore
