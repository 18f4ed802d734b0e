import { seedOf, createDraws } from './draws.mjs';
import { gradientIn } from './back-propagation.mjs';
import { functions } from './functions.mjs';
import { nets } from './nets.mjs';
import { sidesOf } from './sides-of.mjs';

/** What is checked: a problem, its gradient in any arithmetic, and where a mistake is surely one. */
const ofNet = (problem) => ({
  problem,
  gradientIn: (arithmetic, theta) => gradientIn(problem, arithmetic, theta),
  sides: sidesOf(problem),
  wrongs: [],
  family: problem.network.layers.map(({ units, activation }) => `${units} ${activation}`).join(', '),
});

const LAYERED = Object.fromEntries(
  Object.entries(nets).map(([kind, make]) => [kind, (draws) => ofNet(make(draws))]),
);

/** Every kind of problem, layered ones first. */
export const kinds = { ...LAYERED, ...functions };

export const isLayered = (kind) => kind in nets;

/** The problem of a kind and a seed. */
export const instanceOf = (kind, seed) => kinds[kind](createDraws(seedOf(kind, seed)));
