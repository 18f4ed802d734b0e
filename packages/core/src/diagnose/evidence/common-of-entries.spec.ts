import { describe, expect, it } from 'vitest';
import { suspect } from '../planted-tensor.fixture.ts';
import { commonInWords, commonOf } from './common-of-entries.ts';
import { suspectTensor } from './suspect-tensor.ts';

/** What the entries have in common that are changed. */
const common = (
  shape: readonly number[],
  isWrong: (at: number, theta: number) => boolean,
  change: (right: number) => number = (g) => g * g + 3,
  thetaOf: (theta: number, at: number) => number = (theta) => theta,
) => {
  const planted = suspect(shape, 8, (right) => right);
  const theta = planted.theta.map(thetaOf);
  const places = Array.from(theta.keys()).filter((at) => isWrong(at, theta[at]!));
  const grad = planted.gradapprox.map((a, at) => (places.includes(at) ? change(a) : a));
  const tensor = suspectTensor({ ...planted, theta, grad });
  const found = commonOf(tensor, places);
  return { ...found, words: commonInWords(found, tensor, places) };
};

describe('wrong entries', () => {
  it('are whole rows or columns', () => {
    expect(common([6, 3], (at) => [1, 4].includes(Math.floor(at / 3)))).toMatchObject({ slices: { axis: 0, count: 2 }, words: ', all of 2 rows of 6' }); // prettier-ignore
    expect(common([6, 3], (at) => at % 3 !== 1)).toMatchObject({ slices: { axis: 1, count: 2 }, words: ', all of 2 columns of 3' }); // prettier-ignore
    expect(common([6, 3], (at) => at % 3 !== 1 && at !== 0).slices).toBeNull();
    expect(common([9], (at) => at < 2).slices).toBeNull();
  });

  it.each([
    ['zero-parameter', (at: number) => at % 5 === 0],
    ['negative-parameter', (_at: number, theta: number) => theta < 0],
    ['positive-parameter', (_at: number, theta: number) => theta > 0],
    ['diagonal', (at: number) => at % 5 === 0],
    ['off-diagonal', (at: number) => at % 5 !== 0],
    ['above-diagonal', (at: number) => Math.floor(at / 4) < at % 4],
    ['below-diagonal', (at: number) => Math.floor(at / 4) > at % 4],
  ] as const)('are those of a property: %s', (where, isWrong) => {
    const zeros =
      where === 'zero-parameter' ? (theta: number, at: number) => (at % 5 === 0 ? 0 : theta) : undefined;
    expect(common([4, 4], isWrong, undefined, zeros)).toMatchObject({ where });
  });

  it('of a property are all that have it, and no others', () => {
    expect(common([16], (at, theta) => theta < 0 && at > 3).where).toBeNull();
    expect(common([16], (_at, theta) => theta < 0).words).toBe(', exactly where the parameter is negative');
  });

  it('of which seven show a sign may have it by chance, eight not', () => {
    expect(common([7], (_at, theta) => theta < 0).where).toBeNull();
    expect(common([8], (_at, theta) => theta < 0).where).toBe('negative-parameter');
  });

  it('hold zeros, the wrong sign, or a multiple', () => {
    const first = (at: number) => at < 3;
    expect(common([12], first, () => 0)).toMatchObject({ holds: 'zero', words: ', all of them 0' });
    expect(common([12], (at) => at === 0, () => 0).words).toBe(', it is 0 there'); // prettier-ignore
    expect(common([12], first, (g) => -g)).toMatchObject({ holds: 'sign', words: ', with the wrong sign' });
    expect(common([12], first, (g) => 2.5 * g)).toMatchObject({ holds: 'scale', words: ', 2.5 times what they should be' }); // prettier-ignore
    expect(common([12], first).holds).toBeNull();
    expect(common([12], (at) => at === 0, (g) => 2.5 * g).holds).toBeNull(); // prettier-ignore
  });
});
