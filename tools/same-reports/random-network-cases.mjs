import { checkNetwork, plant, wholeMistakes } from './network-cases.mjs';
import { costNames, createRandom, elementwiseActivations, gradientOf, plantedBugs, randomNetwork } from './packages.mjs'; // prettier-ignore

const SEEDS = 300;
const EXAMPLES = 12;

const METHODS = [{}, {}, { method: 'textbook' }, { method: 'incremental', epsilon: 1e-4 }];
const COVERAGES = [
  {},
  {},
  { coverage: { kind: 'probe' } },
  { coverage: { kind: 'sample', coordinates: 11 } },
];

/** The last layer's activation that a cost asks for, or any. */
const lastActivation = (cost, pick) => {
  if (cost === 'softmax-cross-entropy') return 'softmax';
  return cost === 'binary-cross-entropy' ? 'sigmoid' : pick(['identity', 'tanh', 'sigmoid', 'softplus']);
};

/** A random network: every activation and cost, 0 to 3 hidden layers. */
const recipeOf = (seed, random, pick) => {
  const upTo = (most) => 1 + Math.floor(random() * most);
  const cost = pick(costNames);
  return {
    seed,
    features: upTo(9),
    examples: upTo(EXAMPLES),
    hidden: Array.from({ length: Math.floor(random() * 4) }, () => ({
      units: upTo(9),
      activation: pick(Object.keys(elementwiseActivations)),
    })),
    last: {
      units: upTo(3) + (cost === 'softmax-cross-entropy' ? 1 : 0),
      activation: lastActivation(cost, pick),
    },
    cost,
    l2: pick([0, 0, 0.3]),
  };
};

/** The gradient with a mistake that the seed chooses: none, one in a tensor, or one of the whole. */
const mistaken = (problem, pick) => {
  const right = gradientOf(problem);
  const kind = pick(['none', 'tensor', 'tensor', 'tensor', 'whole']);
  if (kind === 'whole') {
    const name = pick(Object.keys(wholeMistakes));
    return { mistake: name, grad: wholeMistakes[name](problem, right) };
  }
  const [bug, slot] = [pick(plantedBugs), pick(problem.layout.tensors)];
  const grad = kind === 'tensor' ? plant(bug, problem, right, slot) : null;
  return grad === null ? { mistake: 'right', grad: right } : { mistake: `${bug.name} in ${slot.name}`, grad };
};

/** Seeded random networks, each with a mistake or none, and checked in some way. */
export const randomNetworkCases = function* () {
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = createRandom(seed + 500);
    const pick = (list) => list[Math.floor(random() * list.length)];
    const problem = randomNetwork(recipeOf(seed, random, pick));
    const { mistake, grad } = mistaken(problem, pick);
    const options = { ...pick(METHODS), ...pick(COVERAGES), seed };
    yield { name: `random network ${seed}, ${mistake}`, run: () => checkNetwork(problem, grad, options) };
  }
};
