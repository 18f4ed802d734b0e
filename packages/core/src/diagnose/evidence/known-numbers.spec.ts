import { describe, expect, it } from 'vitest';
import { nameFactor, originOf } from './known-numbers.ts';
import type { LayerPlace } from './layer-place.ts';

/** The second of three layers: n₀ = 7, n₁ = 11, n₂ = 13, n₃ = 3, of 50 examples. */
const placeOf = (role: LayerPlace['role'], examples = 50) =>
  ({ layer: 2, role, units: [7, 11, 13, 3], examples }) as unknown as LayerPlace;
const named = (factor: number, role: LayerPlace['role'] = 'weights', examples?: number) =>
  nameFactor({ shape: [13, 11], place: placeOf(role, examples) }, factor, 1e-6);

describe('a factor of a layer’s gradient', () => {
  it.each([
    [2, '2', 'a ½ is missing, or the same term is added twice'],
    [1 / 2, '1/2', 'a factor 2 is missing, as from the derivative of a square, or a ½ is one too many'],
    [50, 'm', '50 is the number of examples; the 1/m is missing'],
    [1 / 50, '1/m', '50 is the number of examples; it is divided by m once too often'],
    [-13, 'n₂', '13 is the number of units of layer 2; it is multiplied by n₂, or a 1/n₂ is missing'],
    [1 / 11, '1/n₁', '11 is the number of units of layer 1; it is divided by n₁ and should not be'],
    [3, 'n₃', '3 is the number of units of layer 3; it is multiplied by n₃'],
    [1 / Math.sqrt(50), '1/√m', '50 is the number of examples; it is divided by √m and should not be'],
  ])('is known: %d is %s', (factor, name, origin) => {
    expect(named(factor)).toMatchObject({ name });
    expect(originOf(named(factor)!)).toContain(origin);
  });

  it('is none of a layer’s inputs where it is that of biases, nor of a layer elsewhere', () => {
    expect(named(11, 'biases')).toBeNull();
    expect(named(13, 'biases')).toMatchObject({ name: 'n₂' });
    expect(named(7)).toBeNull();
  });

  it('may have several meanings', () => {
    expect(named(13, 'weights', 13)!.meanings).toEqual([
      'the number of examples',
      'the number of units of layer 2',
    ]);
    expect(originOf(named(2, 'weights', 2)!)).toContain('(2 is also the number of examples)');
  });

  it('is known to the tolerance', () => {
    expect(named(50 * (1 + 0.9e-6))).toMatchObject({ name: 'm', value: 50 });
    expect(named(50 * (1 + 1.1e-6))).toBeNull();
    expect(named(50 * (1 - 1.1e-6))).toBeNull();
  });

  it('is never 1, whatever is counted once', () => {
    expect(named(1, 'weights', 1)).toBeNull();
  });
});

describe('what is said of a number', () => {
  it.each<readonly [number, string]>([
    [2, 'a ½ is missing, or the same term is added twice'],
    [1 / 2, 'a factor 2 is missing, as from the derivative of a square, or a ½ is one too many'],
    [Math.SQRT2, 'it is multiplied by √2, or a 1/√2 is missing'],
    [Math.SQRT1_2, 'it is divided by √2 and should not be'],
    [13, '13 is the number of units of layer 2; it is multiplied by n₂, or a 1/n₂ is missing'],
  ])('all of it: %d', (factor, origin) => {
    expect(originOf(named(factor)!)).toBe(origin);
  });

  it('calls the units before the first layer inputs', () => {
    const place = { layer: 1, role: 'weights', units: [7, 11, 3], examples: 50 } as unknown as LayerPlace;
    const origin = (factor: number) => originOf(nameFactor({ shape: [11, 7], place }, factor, 1e-6)!);
    expect(origin(7)).toBe('7 is the number of inputs; it is multiplied by n₀, or a 1/n₀ is missing');
    expect(origin(1 / 11)).toContain('11 is the number of units of layer 1; it is divided by n₁');
  });

  it('takes what is off by just the tolerance', () => {
    const known = (factor: number) => nameFactor({ shape: [13, 11], place: placeOf('weights') }, factor, 2 ** -10);
    expect(known(2 + 2 ** -9)).toMatchObject({ name: '2', value: 2 });
    expect(known(2 + 2 ** -8)).toBeNull();
  }); // prettier-ignore
});
