import { layoutOf } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import {
  type CheckOptions,
  INCREMENTAL_EPSILON,
  TEXTBOOK_EPSILON,
  TEXTBOOK_THRESHOLD,
} from '../contract/options.ts';
import { assertStepsRepresentable, resolveOptions } from './check-options.ts';

const BOTH = { methods: ['textbook', 'incremental'] } as const;
const FUNCTION = { kind: 'function' } as const;
const LAYERED = { kind: 'layered' } as const;

describe('resolveOptions', () => {
  it('takes the incremental method with its own ε where engine and problem allow it', () => {
    const chosen = [
      resolveOptions({}, BOTH, LAYERED),
      resolveOptions({}, { methods: ['textbook'] }, LAYERED),
      resolveOptions({ method: 'textbook' }, BOTH, LAYERED),
    ].map(({ method, epsilon }) => [method, epsilon]);
    expect(chosen).toEqual([
      ['incremental', INCREMENTAL_EPSILON],
      ['textbook', TEXTBOOK_EPSILON],
      ['textbook', TEXTBOOK_EPSILON],
    ]);
  });

  it('fills in the exercise’s ε and threshold', () => {
    expect(resolveOptions({ method: 'textbook' }, BOTH, LAYERED)).toEqual({
      method: 'textbook',
      epsilon: TEXTBOOK_EPSILON,
      threshold: TEXTBOOK_THRESHOLD,
      seed: 0,
      coverage: { kind: 'full' },
      adaptive: false,
      probesSearch: false,
    });
    expect([TEXTBOOK_EPSILON, TEXTBOOK_THRESHOLD]).toEqual([1e-7, 2e-7]);
  });

  it('searches the steps of a function, unless ε is given', () => {
    expect(resolveOptions({}, BOTH, FUNCTION)).toMatchObject({ adaptive: true });
    expect(resolveOptions({ threshold: 1e-6 }, BOTH, FUNCTION)).toMatchObject({
      adaptive: true,
    });
    expect(resolveOptions({ epsilon: 1e-6 }, BOTH, FUNCTION)).toMatchObject({
      adaptive: false,
      epsilon: 1e-6,
    });
  });

  it.each([0, -1, 1.5, NaN])('refuses a sample of %d coordinates', (coordinates) => {
    const asked = { coverage: { kind: 'sample', coordinates } } as const;
    expect(() => resolveOptions(asked, BOTH, FUNCTION)).toThrow(/sample of/);
  });

  it('refuses a coverage that there is not', () => {
    const asked = { coverage: { kind: 'some' as 'full' } };
    expect(() => resolveOptions(asked, BOTH, FUNCTION)).toThrow(
      /no coverage some; there are full, sample, probe/,
    );
  });

  it('keeps what is given', () => {
    const given = { method: 'incremental', epsilon: 1e-9, threshold: 1e-12, seed: 2 ** 32 - 1 } as const;
    expect(resolveOptions(given, BOTH, LAYERED)).toMatchObject(given);
  });

  it.each<[CheckOptions, string]>([
    [{ epsilon: 0 }, 'epsilon is 0; it must be a finite number greater than 0.'],
    [{ epsilon: -1e-7 }, 'epsilon is -1e-7'],
    [{ epsilon: Infinity }, 'epsilon is Infinity'],
    [{ epsilon: NaN }, 'epsilon is NaN'],
    [{ threshold: 0 }, 'threshold is 0'],
    [{ threshold: NaN }, 'threshold is NaN'],
    [{ threshold: Infinity }, 'threshold is Infinity'],
    [{ seed: -1 }, 'seed is -1; it must be an integer from 0 to 4294967295.'],
    [{ seed: 0.5 }, 'seed is 0.5'],
    [{ seed: 2 ** 32 }, 'seed is 4294967296'],
    [{ seed: NaN }, 'seed is NaN'],
  ])('refuses %o', (options, message) => {
    expect(() => resolveOptions(options, BOTH, FUNCTION)).toThrow(InputError);
    expect(() => resolveOptions(options, BOTH, FUNCTION)).toThrow(message);
  });
});

describe('refuseLostSteps', () => {
  const layout = layoutOf([
    { name: 'b1', shape: [1] },
    { name: 'W1', shape: [2, 2] },
  ]);

  it('names the first coordinate that ε does not move', () => {
    const theta = Float64Array.of(1, 1, 2 ** 40, -(2 ** 40), 0);
    const tooSmall = 2 ** -14; // a quarter of the last place of 2⁴⁰
    expect(() => assertStepsRepresentable(layout, theta, tooSmall)).toThrow(InputError);
    expect(() => assertStepsRepresentable(layout, theta, tooSmall)).toThrow(
      'too small for W1[0,1] = 1099511627776',
    );
  });

  it('refuses a step that is lost in one direction only', () => {
    const below = 1 - Number.EPSILON / 2; // 1 − ε/4 rounds back to 1, 1 + ε/4 too, but the gap below 1 is half as wide
    const theta = Float64Array.of(below, 1, 1, 1, 1);
    expect(() => assertStepsRepresentable(layout, theta, Number.EPSILON * 0.4)).toThrow(
      'too small for W1[0,0] = 1',
    );
  });

  it('lets pass a step of one unit in the last place', () => {
    expect(() =>
      assertStepsRepresentable(layout, Float64Array.of(1, -1, 0, 1, -1), Number.EPSILON),
    ).not.toThrow();
  });
});
