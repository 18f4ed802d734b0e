import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { layoutOf } from '@gradproof/flatteners';
import { readNpz } from '@gradproof/formats';
import { parameterShapes, tensor } from '@gradproof/model';
import { train } from './train.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Measurements of tumours, wines and handwritten digits, as they stand in the repository: X [features, examples], Y [outputs, examples]. */
const DATA_SETS = await Promise.all(
  [
    'examples/breast-cancer/data.npz',
    'apps/cli/src/judged/float32-wine/data.npz',
    'apps/cli/src/judged/float32-digits/data.npz',
  ].map(async (path) => {
    const arrays = await readNpz(new Uint8Array(readFileSync(root + path)), path);
    return { X: arrays.get('X'), Y: arrays.get('Y') };
  }),
);

/** Features that are drawn of a data set that has more, so that thousands of networks can be checked. */
const FEATURES = 8;

/** So many of 0 … count − 1, each once. */
const drawn = (draws, count, most) => {
  const places = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = draws.integer(0, i);
    [places[i], places[j]] = [places[j], places[i]];
  }
  return places.slice(0, most).toSorted((a, b) => a - b);
};

const partOf = ({ data, shape }, rows, columns) =>
  tensor(
    [rows.length, columns.length],
    Float64Array.from(rows.flatMap((row) => columns.map((column) => data[row * shape[1] + column]))),
  );

/** The loss at which training ends, and the steps that it takes. */
const [LEAST, STEPS] = [1e-3, [40, 150]];

/** A small network on some examples of a data set, trained from He's weights in float64 as anybody would. */
export const classifier = (draws) => {
  const { X, Y } = draws.pick(DATA_SETS);
  const rows = drawn(draws, X.shape[0], FEATURES);
  const columns = drawn(draws, X.shape[1], draws.integer(10, 20));
  const outputs = Array.from({ length: Y.shape[0] }, (_, k) => k);
  const isBinary = outputs.length === 1;
  const activation = draws.pick(['relu', 'relu', 'tanh', 'sigmoid', 'gelu', 'elu', 'leaky-relu']);
  const hidden = Array.from({ length: draws.integer(0, 2) }, () => ({
    units: draws.integer(2, 5),
    activation,
  }));
  const network = {
    layers: [...hidden, { units: outputs.length, activation: isBinary ? 'sigmoid' : 'softmax' }],
    cost: isBinary ? 'binary-cross-entropy' : 'softmax-cross-entropy',
    l2: draws.pick([0, 0, 0.1]),
  };
  const layout = layoutOf(parameterShapes(network, rows.length));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors)
    if (name.startsWith('W')) theta.set(draws.normals(size, Math.sqrt(2 / shape[1])), offset);
  const problem = {
    kind: 'layered',
    network,
    layout,
    theta,
    X: partOf(X, rows, columns),
    Y: partOf(Y, outputs, columns),
  };
  return train(problem, draws.integer(...STEPS), LEAST);
};
