import type { ActivationName } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { LayerPlace } from '../evidence/layer-place.ts';
import type { SlopeFault } from '../evidence/network-replay.ts';
import { suspectTensor } from '../evidence/suspect-tensor.ts';
import { suspect } from '../planted-tensor.fixture.ts';
import { mask } from './mask.ts';

const EXAMPLES = 4;
const UNITS = [3, 6, 5];

interface Told {
  readonly layer?: number;
  readonly role?: LayerPlace['role'];
  readonly wrongUpTo?: number;
  readonly activations?: readonly ActivationName[];
  /** How many examples each unit is active in, of every layer. */
  readonly active?: readonly number[];
  /** The mistake, and its layer, that gives exactly the gradient. */
  readonly planted?: readonly [SlopeFault, number];
}

/** A place in a network of two layers; all units are active in every example unless told. */
const placeOf = (told: Told, grad: Float64Array): LayerPlace => {
  const { layer = 2, role = 'weights', wrongUpTo = null, planted } = told;
  const { activations = ['leaky-relu', 'leaky-relu'] } = told;
  const activityOf = (of: number) => {
    const active = Uint32Array.from(told.active ?? new Array<number>(UNITS[of]!).fill(EXAMPLES));
    return { active, inactive: active.map((count) => EXAMPLES - count) };
  };
  const gradientWith = (fault: SlopeFault, of: number) =>
    planted?.[0] === fault && planted[1] === of ? grad : new Float64Array(grad.length);
  const gradient = () => new Float64Array(grad.length);
  const replay = {
    activationOf: (of: number) => activations[of - 1]!,
    activityOf,
    gradientWith,
    gradient,
    gradientAt: gradient,
  };
  return { layer, role, units: UNITS, examples: EXAMPLES, l2: 0, wrongUpTo, replay };
};

/** What is said of a tensor whose entries are wrong at these places. */
const explained = (shape: readonly number[], isWrong: (at: number) => boolean, told: Told) => {
  const plant = suspect(shape, 3, (right) => right.map((g, at) => (isWrong(at) ? 2 + g ** 2 : g)));
  return mask.explain(suspectTensor({ ...plant, place: placeOf(told, plant.grad) }));
};

const columns =
  (first: number, width = 6) =>
  (at: number) =>
    at % width < first;
const rows =
  (first: number, width = 6) =>
  (at: number) =>
    at < first * width;

describe('columns of the next layer’s weights', () => {
  const active = [0, 0, 4, 4, 4, 4];

  it('are wrong where units of the layer before it are inactive', () => {
    const diagnosis = explained([5, 6], columns(2), { active })!;
    expect(diagnosis).toMatchObject({ layer: 1, wrong: 'inactive', fault: null, activation: 'leaky-relu' });
    expect(diagnosis.message).toContain('wrong in 2 columns, exactly where units of layer 1 are inactive');
  });

  it('say nothing of a layer without a mask, of inputs, or of biases', () => {
    expect(explained([5, 6], columns(2), { active, activations: ['tanh', 'tanh'] })).toBeNull();
    expect(explained([5, 6], columns(2), { active, activations: ['tanh', 'relu'] })).toBeNull();
    expect(explained([5, 6], columns(2), { active, layer: 1 })).toBeNull(); // the layer before it is none
    expect(explained([5, 6], columns(2), { active, role: 'biases' })).toBeNull();
  });
});

describe('rows', () => {
  it('of biases are their entries', () => {
    const diagnosis = explained([6, 1], rows(2, 1), { active: [0, 0, 4, 4, 4, 4], role: 'biases' });
    expect(diagnosis!.message).toContain('wrong in 2 entries, exactly where units of layer 2 are inactive');
  });

  it.each<readonly [readonly number[], string]>([
    [[4, 4, 0, 0, 0, 0], 'active in every example'],
    [[4, 4, 3, 3, 3, 3], 'active in every example'],
    [[1, 1, 0, 0, 0, 0], 'active in some example'],
    [[3, 3, 4, 4, 4, 4], 'inactive in some example'],
  ])('are wrong where units that are active in %j examples are %s', (active, where) => {
    expect(explained([6, 6], rows(2), { active })!.message).toContain(`units of layer 2 are ${where}:`);
  });

  it('whose gradient is so small that such a mistake would not show are no evidence', () => {
    const wrongWhereActive = (small: number, size: number) => {
      const plant = suspect([6, 6], 3, (right) => right.map((g, at) => (at < 12 ? 2 + g ** 2 : g)));
      for (let at = 12; at < 12 + 6 * small; at++) {
        plant.grad[at]! *= size;
        plant.gradapprox[at]! *= size;
      }
      const told = { active: [4, 4, 0, 0, 0, 0] };
      return mask.explain(suspectTensor({ ...plant, place: placeOf(told, plant.grad) }));
    };
    expect(wrongWhereActive(2, 0)).not.toBeNull(); // two of the right ones are left
    expect(wrongWhereActive(3, 0)).toBeNull(); // relu never lets them through
    expect(wrongWhereActive(3, 1e-12)).toBeNull();
    expect(wrongWhereActive(3, 1e-3)).not.toBeNull();
  });

  it('are evidence where the wrong ones have no gradient, whatever their own', () => {
    const plant = suspect([6, 6], 3, (right) => right.map((g, at) => (at < 12 ? 2 + g ** 2 : 0)));
    plant.gradapprox.fill(0);
    const told = { active: [0, 0, 4, 4, 4, 4] };
    expect(mask.explain(suspectTensor({ ...plant, place: placeOf(told, plant.grad) }))?.wrong).toBe(
      'inactive',
    );
  });

  it('are no evidence where they match in part', () => {
    expect(explained([6, 6], rows(2), { active: [0, 4, 4, 4, 4, 4] })).toBeNull();
    expect(explained([6, 6], rows(2), { active: [0, 0, 0, 4, 4, 4] })).toBeNull();
  });
});

describe('a mistake that gives exactly the gradient', () => {
  const nonsense = () => true;

  it.each<readonly [SlopeFault, string, string]>([
    ['missing', 'inactive', 'is left out'],
    ['inverted', 'both', 'is taken the wrong way round'],
    ['cut', 'inactive', 'is taken as 0 for inactive units'],
  ])('is named: %s', (fault, wrong, words) => {
    const diagnosis = explained([6, 6], nonsense, { planted: [fault, 2] })!;
    expect(diagnosis).toMatchObject({ kind: 'mask', layer: 2, activation: 'leaky-relu', wrong, fault });
    expect(diagnosis.message).toContain(`the derivative of leaky-relu in layer 2 ${words}`);
  });

  it('is looked for in its own layer and in the last wrong one, where they have a mask', () => {
    const told = { layer: 1, planted: ['missing', 2] } as const;
    expect(explained([6, 6], nonsense, { ...told, wrongUpTo: 2 })).toMatchObject({ layer: 2 });
    expect(explained([6, 6], nonsense, told)).toBeNull();
    expect(explained([6, 6], nonsense, { ...told, wrongUpTo: 2, activations: ['elu', 'tanh'] })).toBeNull();
    expect(explained([6, 6], nonsense, { planted: ['missing', 1] })).toBeNull();
  });
});

it('a mask is named with its layer', () => {
  const diagnosis = explained([6, 6], rows(2), { active: [0, 0, 4, 4, 4, 4] })!;
  expect([mask.label!(diagnosis), mask.layer!(diagnosis)]).toEqual(['mask, layer 2', 2]);
});

it('a function has no layer whose mask is misused', () => {
  expect(mask.explain(suspect([6, 6], 3, (right) => right.toReversed()))).toBeNull();
});
