import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../numerics/random.ts';
import { examineCost } from './examine-cost.ts';

const THETA = Float64Array.of(0.3, -0.7, 1.1);
const layout = layoutOf([{ name: 'w', shape: [3] }]);
const smooth = (theta: Float64Array) => theta.reduce((sum, t) => sum + t * t, 1);

/** How a cost and its batched form behave, and how often J was evaluated in truth. */
const examined = async (cost: (theta: Float64Array) => number, ofMany?: (theta: Float64Array) => number) => {
  let evaluated = 0;
  const counting = (of: (theta: Float64Array) => number) => (theta: Float64Array) => {
    evaluated++;
    return of(theta);
  };
  const many = ofMany && counting(ofMany);
  const costs = many && ((thetas: readonly Float64Array[]) => thetas.map(many));
  const problem = { kind: 'function' as const, layout, theta: THETA, cost: counting(cost), costs };
  return { ...(await examineCost(problem, { seed: 1, lines: 4 })), evaluated: () => evaluated };
};

describe('the evaluations that examining a cost takes are counted', () => {
  it.each<readonly [string, (theta: Float64Array) => number, ((theta: Float64Array) => number) | undefined]>([
    ['one at a time', smooth, undefined],
    ['several at once', smooth, smooth],
    ['several at once, rounded otherwise', smooth, (theta) => smooth(theta) * (1 + 2 ** -50)],
  ])('%s', async (_how, cost, ofMany) => {
    const { evaluations, evaluated } = await examined(cost, ofMany);
    expect(evaluations).toBe(evaluated());
  });

  it('also where J(θ) is another each time', async () => {
    const random = createRandom(3);
    const { evaluations, evaluated } = await examined((theta) => smooth(theta) * (1 + 1e-3 * random()));
    expect(evaluations).toBe(evaluated());
  });
});

describe('a batched form that rounds otherwise', () => {
  it('is no cost that keeps state', async () => {
    const { findings, sigma } = await examined(smooth, (theta) => smooth(theta) * (1 + 2 ** -50));
    expect(findings).toEqual([]);
    expect(sigma).toBeLessThan(2 ** -48); // J is 2.79: its rounding, and less than what the two differ by, taken twice
  });
});

describe('a cost that changes what it is given', () => {
  const changing = (theta: Float64Array) => {
    const value = smooth(theta);
    theta[1]! += 1;
    return value;
  };

  it('is told so, and is given copies from then on, one or several', async () => {
    const { findings, problem } = await examined(changing, changing);
    expect(findings).toMatchObject([{ kind: 'changes-argument' }]);
    const given = THETA.slice();
    await problem.cost(given);
    await problem.costs!([given, given]);
    expect(given).toEqual(THETA);
    expect((await examined(changing)).problem.costs).toBeUndefined();
  });

  it('leaves the θ of the problem as it is', async () => {
    await examined(changing);
    expect([...THETA]).toEqual([0.3, -0.7, 1.1]);
  });
});

it('the time of one evaluation is a part of what examining it took', async () => {
  const began = performance.now();
  const { seconds, evaluations } = await examined(smooth);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds * evaluations).toBeLessThanOrEqual((performance.now() - began) / 1000);
});
