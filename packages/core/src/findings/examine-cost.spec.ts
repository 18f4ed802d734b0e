import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { examineCost } from './examine-cost.ts';

const THETA = Float64Array.of(0.3, -0.7, 1.1);
const layout = layoutOf([{ name: 'w', shape: [3] }]);

/** How a cost behaves, and how often it was evaluated at θ itself. */
const examined = async (cost: (theta: Float64Array, isAtTheta: boolean) => number) => {
  let atTheta = 0;
  const counted = (theta: Float64Array) => {
    const isAtTheta = theta.every((value, i) => value === THETA[i]);
    if (isAtTheta) atTheta++;
    return cost(theta, isAtTheta);
  };
  const problem = { kind: 'function' as const, layout, theta: THETA, cost: counted };
  const behaviour = await examineCost(problem, { seed: 1, lines: 4 });
  return { ...behaviour, atTheta, kinds: behaviour.findings.map(({ kind }) => kind) };
};

describe('J(θ)', () => {
  it('is evaluated twice where it is the same', async () => {
    const { atTheta, sigma, kinds } = await examined((theta) => 1 + theta[0]! * theta[1]!);
    expect(atTheta).toBe(2);
    expect(sigma).toBeLessThan(1e-15); // J's own rounding
    expect(kinds).toEqual([]);
  });

  it('is evaluated nine times where it is not: seven more values tell chance from state', async () => {
    const random = createRandom(3);
    const { atTheta, kinds, sigma, evaluations } = await examined(() => 1 + 1e-3 * random());
    expect([atTheta, kinds]).toEqual([9, ['not-deterministic']]);
    expect(sigma).toBeGreaterThan(1e-3 / Math.sqrt(12) / 2); // the deviation of U[0, 1e-3), from 9 values and the lines
    expect(sigma).toBeLessThan((1e-3 / Math.sqrt(12)) * 4);
    expect(evaluations).toBeGreaterThan(9);
  });

  it('is evaluated again where the values beside it scatter by more than 1e-4 of J, though it came out the same twice', async () => {
    const scattering = (deviation: number) => {
      const random = createRandom(3);
      return examined((_theta, isAtTheta) => 2 + (isAtTheta ? 0 : 2 * deviation * Math.sqrt(12) * random()));
    };
    const [quiet, loud] = [await scattering(0.5e-4), await scattering(1.6e-4)];
    for (const { sigma } of [quiet, loud]) expect(sigma).not.toBeNaN();
    expect(quiet.sigma / 2).toBeGreaterThan(0.25e-4); // the estimates of a deviation differ from it
    expect(quiet.sigma / 2).toBeLessThan(1e-4);
    expect(quiet.atTheta).toBe(2);
    expect(loud.sigma / 2).toBeGreaterThan(1e-4);
    expect(loud.sigma / 2).toBeLessThan(4e-4);
    expect([loud.atTheta, loud.kinds]).toEqual([9, []]);
  });

  it('is evaluated twice where it is 0, or below', async () => {
    expect((await examined(() => 0)).atTheta).toBe(2);
    expect((await examined((theta) => -9 + theta[0]! * theta[1]!)).atTheta).toBe(2);
  });

  it('that is not finite is evaluated once', async () => {
    expect(await examined(() => NaN)).toMatchObject({ cost: NaN, sigma: 0, evaluations: 1, atTheta: 1 });
  });
});

describe('what went before decides', () => {
  it.each<[string, (evaluation: number) => number]>([
    ['rising all the way', (evaluation) => 1 + 1e-6 * evaluation],
    ['falling all the way', (evaluation) => 1 - 1e-6 * evaluation],
    ['the same after the first', (evaluation) => (evaluation === 1 ? 1 : 1.5)],
  ])('over J(θ), %s', async (_what, valueOf) => {
    let evaluation = 0;
    expect((await examined(() => valueOf(++evaluation))).kinds).toEqual(['keeps-state']);
  });

  it('over nothing where they are up and down', async () => {
    let evaluation = 0;
    const { kinds } = await examined((_theta, isAtTheta) => (isAtTheta ? 1 + 1e-6 * (++evaluation % 3) : 1));
    expect(kinds).toEqual(['not-deterministic']);
  });
});
