import { expect, it } from 'vitest';
import { costFunction } from './cost-function.ts';

it('watches the first two evaluations for changes of their argument, and no more: watching takes time', async () => {
  const { problem } = costFunction({
    parameters: { w: [1, 2] },
    cost: (parameters: { w: number[] }) => {
      parameters.w[0] = 7;
      return 0;
    },
  });
  const firsts: number[] = [];
  for (let evaluation = 0; evaluation < 4; evaluation++) {
    const vector = Float64Array.of(1, 2);
    await problem.cost(vector);
    firsts.push(vector[0]!);
  }
  expect(firsts).toEqual([7, 7, 1, 1]);
});

it('sees NaN in place of parameters that have lost their form', async () => {
  const { problem } = costFunction({
    parameters: { w: [1, 2] },
    cost: (parameters: { w: number[] }) => parameters.w.push(3),
  });
  const vector = Float64Array.of(1, 2);
  await problem.cost(vector);
  expect(vector).toEqual(Float64Array.of(NaN, NaN));
});
