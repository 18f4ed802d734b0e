import { describe, expect, it } from 'vitest';
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

describe('losses', () => {
  /** A mean squared error whose terms are float32's, as those of frameworks are. */
  const [m, w] = [64, Float64Array.of(0.3, -1.1, 0.7)];
  const lossesAt = ({ w }: { w: ArrayLike<number> }) =>
    Float32Array.from(
      { length: m },
      (_, r) => (w[0]! + w[1]! * Math.sin(r) + w[2]! * Math.cos(3 * r) - 1) ** 2,
    );
  const exactAt = ({ w }: { w: ArrayLike<number> }) =>
    Array.from(
      { length: m },
      (_, r) => (w[0]! + w[1]! * Math.sin(r) + w[2]! * Math.cos(3 * r) - 1) ** 2,
    ).reduce((sum, loss) => sum + loss, 0);
  const summedInFloat32 = (at: { w: ArrayLike<number> }) =>
    lossesAt(at).reduce((sum, loss) => Math.fround(sum + loss), 0);

  /** Root mean square of how far J is off, at 200 points beside θ. */
  const noiseOf = async (cost: (vector: Float64Array) => number | Promise<number>): Promise<number> => {
    let squares = 0;
    for (let k = 0; k < 200; k++) {
      const vector = w.map((value, i) => value * (1 + 1e-3 * Math.sin(7 * k + i)));
      squares += ((await cost(vector)) - exactAt({ w: vector })) ** 2;
    }
    return Math.sqrt(squares / 200);
  };

  it('are summed in float64: of a float32 cost half of the noise is gone, or more', async () => {
    const { problem: separate } = costFunction({ parameters: { w }, losses: lossesAt });
    const { problem: whole } = costFunction({ parameters: { w }, cost: summedInFloat32 });
    expect(await noiseOf(whole.cost)).toBeGreaterThan(2 * (await noiseOf(separate.cost)));
  });

  it('may come in time, and are watched for changes of their argument as a cost is', async () => {
    const { problem } = costFunction({
      parameters: { w: [1, 2] },
      losses: (parameters: { w: number[] }) => {
        parameters.w[0] = 7;
        return Promise.resolve([1, 2 ** -60, -1]);
      },
    });
    const vector = Float64Array.of(1, 2);
    expect(await problem.cost(vector)).toBe(2 ** -60);
    expect(vector[0]).toBe(7);
  });
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
