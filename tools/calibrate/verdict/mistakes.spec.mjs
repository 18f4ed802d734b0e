import { describe, expect, it } from 'vitest';
import { arithmetics } from './arithmetic.mjs';
import { backPropagationMistakes } from './back-propagation-mistakes.mjs';
import { costIn } from './back-propagation.mjs';
import { createDraws } from './draws.mjs';
import { instanceOf } from './instances.mjs';
import { errorsOf, mistakeOf, partOf } from './mistakes.mjs';
import { namedMistakes } from './named-mistakes.mjs';
import { namelessMistakes } from './nameless-mistakes.mjs';

const form = { precision: 'float64', isAlone: false };

const made = new Map();

/** The instance of a seed and its gradient; made once. */
const knownOf = (kind, seed) => {
  const key = `${kind} ${seed}`;
  if (!made.has(key)) {
    const instance = instanceOf(kind, seed);
    made.set(key, { instance, right: instance.gradientIn(arithmetics.float64, instance.problem.theta) });
  }
  return made.get(key);
};

const contextOf = (kind, seed) => {
  const { instance, right } = knownOf(kind, seed);
  const limits = instance.problem.layout.tensors.map(({ offset, size }) => ({
    norm: 1e-6 * Math.hypot(...right.subarray(offset, offset + size)),
  }));
  return { instance, right, exact: right, limits, form, draws: createDraws(seed), isPart: false };
};

const costOf = ({ problem }) =>
  problem.kind === 'layered' ? (theta) => costIn(problem, theta, arithmetics.float64) : problem.cost;

const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** How far a coordinate is moved, before the step. */
const scalesOf = (theta) => {
  const typical = Math.hypot(...theta) / Math.sqrt(theta.length);
  return theta.map((t) => Math.abs(t) || typical || 1);
};

/** Of the coordinates' scales. */
const STEP = 1e-5;

/**
 * Whether J's own slope along the mistake, by differences, is the right gradient's and not the wrong one's: along e∘s², s the coordinates' scales, these differ
 * by ‖e∘s‖².
 */
const isMistakeBySlope = ({ instance, right }, wrong) => {
  const { theta } = instance.problem;
  const cost = costOf(instance);
  const scales = scalesOf(theta);
  const error = wrong.map((w, i) => (w - right[i]) * scales[i]);
  const size = Math.hypot(...error);
  const v = error.map((e, i) => (e / size) * scales[i]);
  const at = (step) => cost(theta.map((t, i) => t + step * v[i]));
  const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
  return Math.abs(slope - dot(right, v)) < Math.abs(slope - dot(wrong, v)) / 3;
};

const LISTS = { namedMistakes, backPropagationMistakes, namelessMistakes };
const KINDS = ['ordinary', 'trained', 'smooth'];
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

describe.each(Object.entries(LISTS))('%s', (_list, mistakes) => {
  it.each(mistakes)('$name: is met, and is a mistake by the slope of J', ({ plant }) => {
    let met = 0;
    for (const kind of KINDS)
      for (const seed of SEEDS) {
        const context = contextOf(kind, seed);
        const wrong = plant(context);
        if (!wrong?.every(Number.isFinite)) continue;
        const [error, size] = [Math.hypot(...wrong.map((w, i) => w - context.right[i])), Math.hypot(...context.right)];
        if (!(error > 1e-3 * size && size > 1e-4)) continue; // here it changes nothing
        met++;
        expect({ kind, seed, isMistake: isMistakeBySlope(context, wrong) }).toEqual({ kind, seed, isMistake: true });
      }
    expect(met).toBeGreaterThan(2);
  }); // prettier-ignore
});

describe('the wrong gradients of families with ties', () => {
  it('lie outside both slopes of J along some direction', () => {
    let wrongs = 0;
    for (const seed of SEEDS) {
      const instance = instanceOf('tied', seed);
      for (const { grad } of instance.wrongs) {
        wrongs++;
        const isOutside = directionsOf(instance).some((v) => isRuledOut(instance, grad, v));
        expect({ seed, family: instance.family, isOutside }).toEqual({ seed, family: instance.family, isOutside: true });
      }
    }
    expect(wrongs).toBeGreaterThan(50);
  }); // prettier-ignore
});

/** Directions of −1, 0 and 1, and all tied ones alike, or away from 0; the last parameter is smooth. */
const directionsOf = ({ problem: { theta } }) => {
  const draws = createDraws(theta.length);
  const alike = theta.map((_, i) => (i < theta.length - 1 ? 1 : 0));
  const random = Array.from({ length: 400 }, () => theta.map(() => draws.integer(-1, 1)));
  return [alike, alike.map((one, i) => one * Math.sign(theta[i])), ...random];
};

const isRuledOut = ({ problem: { cost, theta } }, grad, v) => {
  const h = 1e-6;
  const slope = (sign) => (cost(theta.map((t, i) => t + sign * h * v[i])) - cost(theta)) / h;
  const [right, left] = [slope(1), -slope(-1)];
  const claimed = dot(grad, v);
  const allowed = 1e-4 * (Math.abs(right) + Math.abs(left) + 0.1);
  return claimed > Math.max(right, left) + allowed || claimed < Math.min(right, left) - allowed;
};

describe('the mistakes of a rotation', () => {
  it('are beyond the limit, and each kind of them is met', () => {
    const names = new Set();
    for (const seed of SEEDS) {
      const context = contextOf('ordinary', seed);
      const mistake = mistakeOf(context, seed);
      if (mistake === null) continue;
      names.add(mistake.name.replace(/^[Wb]\d+ /, ''));
      expect(errorsOf(context, mistake.wrong).some((error, k) => error > context.limits[k].norm)).toBe(true);
    }
    expect(names.size).toBeGreaterThan(15);
  });

  it('are 1.5 times the limit, or a thousandth of a tensor, of an array alone a hundredth', () => {
    const sizes = new Map([
      ['limit', []],
      ['part', []],
    ]);
    for (const seed of SEEDS) {
      const context = contextOf('ordinary', seed);
      const mistake = mistakeOf(context, 9 * seed + (seed % 2)); // the first two turns of the rotation
      if (mistake === null || !/^[Wb]\d/.test(mistake.name)) continue;
      const errors = errorsOf(context, mistake.wrong);
      const at = errors.findIndex((error) => error > 0);
      sizes.get(seed % 2 === 0 ? 'limit' : 'part').push(errors[at] / context.limits[at].norm);
    }
    const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
    expect(median(sizes.get('limit'))).toBeCloseTo(1.5, 3);
    expect(median(sizes.get('part'))).toBeCloseTo(1000, 0); // limits here are a millionth
    expect([partOf({ isAlone: false }), partOf({ isAlone: true })]).toEqual([1e-3, 1e-2]);
  });
});
