import { describe, expect, it } from 'vitest';
import { arithmetics } from './arithmetic.mjs';
import { costIn } from './back-propagation.mjs';
import { cells } from './cells.mjs';
import { instanceOf, isLayered, kinds } from './instances.mjs';
import { countSeed } from './seed.mjs';

const KINDS = Object.keys(kinds);
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

const numbersOf = ({ problem, gradientIn }) => ({
  theta: [...problem.theta],
  gradient: [...gradientIn(arithmetics.float64, problem.theta)],
});

const costOf = ({ problem }) =>
  problem.kind === 'layered' ? (theta) => costIn(problem, theta, arithmetics.float64) : problem.cost;

describe('instances', () => {
  it('are of twelve kinds at most', () => expect(KINDS.length).toBeLessThanOrEqual(12));

  it.each(KINDS)('%s: a seed always gives the same problem, another seed another one', (kind) => {
    expect(numbersOf(instanceOf(kind, 5))).toEqual(numbersOf(instanceOf(kind, 5)));
    expect(numbersOf(instanceOf(kind, 5))).not.toEqual(numbersOf(instanceOf(kind, 6)));
  });

  it('gives the same counts whichever process runs it', async () => {
    const own = cells.filter(({ kind }) => kind === 'ordinary');
    const [first, second] = [await countSeed('ordinary', 3, own), await countSeed('ordinary', 3, own)];
    expect(first.counts).toEqual(second.counts);
  });
});

/** (J(θ + h·v) − J(θ − h·v)) / 2h by three steps, extrapolated twice (Richardson 1911). */
const slopeAlong = (cost, theta, v, h) => {
  const at = (step) => (cost(theta.map((t, i) => t + step * v[i])) - cost(theta.map((t, i) => t - step * v[i]))) / (2 * step);
  const [a, b, c] = [at(h), at(h / 2), at(h / 4)];
  const [ab, bc] = [(4 * b - a) / 3, (4 * c - b) / 3];
  return { value: (16 * bc - ab) / 15, error: Math.abs(bc - ab) };
}; // prettier-ignore

const STEP = 1e-3;

/** What is left of a slope that the steps find beside the gradient's, as a part of the gradient. */
const partOff = ({ problem, gradientIn }, cost) => {
  const { theta } = problem;
  const gradient = gradientIn(arithmetics.float64, theta);
  const v = theta.map((t, i) => Math.max(1e-3, Math.abs(t)) * Math.cos(7 * i + 1));
  const expected = gradient.reduce((sum, g, i) => sum + g * v[i], 0);
  const size = gradient.reduce((sum, g, i) => sum + Math.abs(g * v[i]), 0) + 1e-10 * Math.abs(cost(theta));
  const { value, error } = slopeAlong(cost, theta, v, STEP);
  return size === 0 ? 0 : (Math.abs(value - expected) - 4 * error) / size;
};

/** What smooth slopes are met by: the steps' truncation is in `error`; this is their rounding. */
const ROUNDING = 1e-7;

/** Kinds without kinks in the way of the steps. */
const SMOOTH = ['smooth', 'trained', 'classifiers', 'ordinary'];

describe('gradients of instances', () => {
  it.each(SMOOTH)('%s: are the slopes of the cost', (kind) => {
    const off = SEEDS.map((seed) => instanceOf(kind, seed))
      .filter(({ problem }) => !(isLayered(kind) && problem.network.layers.some(({ activation }) => activation.endsWith('elu') && activation !== 'gelu')))
      .map((instance) => partOff(instance, costOf(instance)));
    expect(off.length).toBeGreaterThan(5);
    expect(Math.max(...off)).toBeLessThan(ROUNDING);
  }); // prettier-ignore
});
