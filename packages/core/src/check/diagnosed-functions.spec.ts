import { describe, expect, it } from 'vitest';
import { checkGradient } from './check-gradient.ts';
import { createRandom } from '../numerics/random.ts';

/** What is said of the tensors that are incorrect. */
const said = async (checked: ReturnType<typeof checkGradient>) => {
  const report = await checked;
  return Object.fromEntries(
    report.tensors.flatMap(({ name, diagnosis }) => (diagnosis ? [[name, diagnosis.kind]] : [])),
  );
};

describe('mistakes of functions from public reports', () => {
  it('names a quaternion whose normalization is not differentiated a projection, not an L2 term', async () => {
    const [observed, point] = [[0.5, 1.8, 0.9], [1, 2, 0.5]] as const; // prettier-ignore
    /** The rotation of the point by q without dividing by ‖q‖², and the derivatives by q. */
    const rotated = ([w, x, y, z]: readonly number[]) => {
      const [a, b, c] = point;
      return [
        (w! * w! + x! * x! - y! * y! - z! * z!) * a +
          2 * (x! * y! - w! * z!) * b +
          2 * (x! * z! + w! * y!) * c,
        2 * (x! * y! + w! * z!) * a +
          (w! * w! - x! * x! + y! * y! - z! * z!) * b +
          2 * (y! * z! - w! * x!) * c,
        2 * (x! * z! - w! * y!) * a +
          2 * (y! * z! + w! * x!) * b +
          (w! * w! - x! * x! - y! * y! + z! * z!) * c,
      ];
    };
    const squared = (q: readonly number[]) => q.reduce((sum, x) => sum + x * x, 0);
    const q = [0.8, 0.3, -0.4, 0.2].map((x) => x / Math.sqrt(0.93));
    const residual = (at: readonly number[]) => rotated(at).map((v, k) => v / squared(at) - observed[k]!);
    const unnormalized = q.map((_, k) => {
      // the rotation is quadratic in q: central differences are exact
      const moved = (by: number) => rotated(q.map((x, i) => (i === k ? x + by : x)));
      const [up, down, r] = [moved(1), moved(-1), residual(q)];
      return r.reduce((sum, value, c) => sum + (value * (up[c]! - down[c]!)) / 2, 0);
    });
    const cost = (at: { q: number[] }) => residual(at.q).reduce((sum, r) => sum + (r * r) / 2, 0);
    expect(await said(checkGradient({ parameters: { q }, cost, gradient: { q: unnormalized } }))).toEqual({ q: 'projection' }); // prettier-ignore
  });

  it('names gradients by the logarithm, also of single numbers', async () => {
    const parameters = { lengths: [0.8, 1.7, 3.1, 2.2], amplitude: [1.6], noise: [0.15] };
    type Parameters = typeof parameters;
    const cost = ({ lengths, amplitude, noise }: Parameters) =>
      lengths.reduce((sum, l, k) => sum + (k + 1) / l, 0) * amplitude[0]! + Math.log(noise[0]!) + amplitude[0]! / noise[0]!; // prettier-ignore
    const [a, s] = [1.6, 0.15];
    const sum = parameters.lengths.reduce((total, l, k) => total + (k + 1) / l, 0);
    const gradient = {
      lengths: parameters.lengths.map((l, k) => (-a * (k + 1)) / l),
      amplitude: [a * (sum + 1 / s)],
      noise: [s * (1 / s - a / (s * s))],
    };
    const kinds = await said(checkGradient({ parameters, cost, gradient }));
    expect(kinds).toEqual({ lengths: 'log-parameter', amplitude: 'log-parameter', noise: 'log-parameter' });
  });

  it('says of a function that its cost does not depend on parameters, and nothing of data or units', async () => {
    const report = await checkGradient({
      parameters: { table: [[1, 2], [3, 4], [5, 6]] },
      cost: ({ table }: { table: number[][] }) => table[0]![0]! ** 2 + table[2]![1]! ** 2,
      gradient: { table: [[2, 0], [0, 0], [0, 12]] },
    }); // prettier-ignore
    expect(report.findings!.map(({ message }) => message)).toEqual([
      'J does not change with 4 of 6 entries of table, the first table[0,1]: the cost does not depend on them at this point. Only that the gradient is 0 is checked there.',
    ]);
  });

  it('names the output in a line of a Jacobian, and what several have in common once', async () => {
    const [a, b, c] = [0.7, 1.9, -1.2];
    const report = await checkGradient({
      parameters: { x: [a, b, c], unused: [1] },
      outputs: ({ x }: { x: number[] }) => [x[0]! * x[1]!, x[2]! ** 3],
      vjp: (_at: unknown, [r, s]: number[]) => ({ x: [r! * b, r! * a, -3 * s! * c * c], unused: [0] }),
      jacobian: true,
    } as never);
    const wrong = report.tensors.flatMap(({ name, diagnosis }) =>
      diagnosis ? [[name, diagnosis.message]] : [],
    );
    expect(wrong).toEqual([['outputs[1] by x', expect.stringMatching(/^outputs\[1\]: dx is the numerical gradient with the wrong sign/)]]); // prettier-ignore
    const messages = report.findings!.map(({ message }) => message);
    expect(messages.filter((message) => message.includes('J does not change with unused'))).toEqual([
      expect.stringMatching(/^outputs\[0\], outputs\[1\]: /),
    ]);
  });

  it('says once that everything is 32 times the numerical gradient, of as many tensors as there are', async () => {
    const random = createRandom(23);
    const names = Array.from({ length: 40 }, (_, k) => `layer.${k}.weight`);
    const parameters = Object.fromEntries(
      names.map((name) => [name, Array.from({ length: 3 }, () => random() + 0.2)]),
    );
    const cost = (at: Record<string, number[]>) =>
      names.reduce(
        (sum, name, k) => sum + at[name]!.reduce((part, x) => part + Math.sin(x * (k + 1)), 0),
        0,
      ) / 32;
    const gradient = Object.fromEntries(
      names.map((name, k) => [name, parameters[name]!.map((x) => (k + 1) * Math.cos(x * (k + 1)))]),
    );
    const report = await checkGradient({ parameters, cost, gradient });
    const factors = report.tensors.map(({ diagnosis }) => diagnosis?.kind === 'scale' && diagnosis.factor);
    expect(new Set(factors)).toEqual(new Set([32]));
    expect(report.reason).toContain('The gradient of all 40 tensors is wrong');
  });
});
