import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../check/check-gradient.ts';
import { defineProblem } from './define-problem.ts';
import { scalarFunctions } from './scalar-functions.ts';

type Point = { u: Float64Array; s: number };
type Values = { y: number[]; z: number };
const parameters: Point = { u: Float64Array.of(0.3, -0.8), s: 1.2 };

/** y₀ = u₀u₁, y₁ = 10⁶·sin(u₀)·s, z = s² + u₁ */
const outputs = ({ u, s }: Point): Values => ({
  y: [u[0]! * u[1]!, 1e6 * Math.sin(u[0]!) * s],
  z: s * s + u[1]!,
});
const jacobian = ({ u, s }: Point): number[][] => [
  [u[1]!, u[0]!, 0],
  [1e6 * Math.cos(u[0]!) * s, 0, 1e6 * Math.sin(u[0]!)],
  [0, 1, 2 * s],
];
const flipped = (at: Point): number[][] => jacobian(at).map((row, k) => (k === 0 ? [row[0]!, -row[1]!, row[2]!] : row)); // prettier-ignore

const vjpBy =
  (matrix: typeof jacobian) =>
  (at: Point, { y, z }: Values) => {
    const v = [...y, z];
    const along = (i: number) => matrix(at).reduce((sum, row, k) => sum + v[k]! * row[i]!, 0);
    return { u: [along(0), along(1)], s: along(2) };
  };
const jvpBy =
  (matrix: typeof jacobian) =>
  (at: Point, { u, s }: Point): Values => {
    const [y0, y1, z] = matrix(at).map((row) => row[0]! * u[0]! + row[1]! * u[1]! + row[2]! * s);
    return { y: [y0!, y1!], z: z! };
  };

const products = [
  ['vjp', (matrix: typeof jacobian) => ({ parameters, outputs, vjp: vjpBy(matrix) })],
  ['jvp', (matrix: typeof jacobian) => ({ parameters, outputs, jvp: jvpBy(matrix) })],
] as const;

describe.each(products)('a function with many outputs, by its %s', (_product, problem) => {
  it('a right product is correct, as a projection and entry by entry', async () => {
    expect(await checkGradient(problem(jacobian))).toMatchObject({ verdict: 'correct', checked: 3 });
    expect(await checkGradient({ ...problem(jacobian), jacobian: true })).toMatchObject({
      verdict: 'correct',
      checked: 9,
      parameters: 9,
    });
  });

  it('entry by entry, an output that noise hides is inconclusive, the others are not', async () => {
    const noisy = { ...problem(jacobian), jacobian: true, outputs: (at: Point) => ({ ...outputs(at), z: outputs(at).z + 1e-9 * Math.sin(1e12 * at.s) }) }; // prettier-ignore
    const report = await checkGradient(noisy, { epsilon: 1e-7 });
    expect(report).toMatchObject({ verdict: 'inconclusive' });
    expect(report.reason).toMatch(/^Of the derivative of z neither right nor wrong can be claimed\. Of z: /);
    expect(report.tensors.filter(({ name }) => name.startsWith('y')).every(({ verdict }) => verdict === 'correct')).toBe(true); // prettier-ignore
  });

  it('entry by entry, an output that is NaN is incorrect, and the others are not', async () => {
    const broken = {
      ...problem(jacobian),
      jacobian: true,
      outputs: (at: Point) => ({ ...outputs(at), z: NaN }),
    };
    const report = await checkGradient(broken);
    expect(report.verdict).toBe('incorrect');
    expect(report.tensors.filter(({ verdict }) => verdict === 'incorrect').map(({ name }) => name)).toEqual([
      'z by u',
      'z by s',
    ]);
  });

  it('entry by entry, a wrong row of a small output is named, and doesn’t hide behind a large one', async () => {
    const report = await checkGradient({ ...problem(flipped), jacobian: true });
    expect(report.verdict).toBe('incorrect');
    expect(report.tensors.filter(({ verdict }) => verdict === 'incorrect').map(({ name }) => name)).toEqual([
      'y[0] by u',
    ]);
    expect(report.reason).toMatch(
      /^The derivative of y\[0\] is wrong; the other 2 outputs show no mistake\. Of y\[0\]: The gradient of u/,
    );
    const [worst] = report.tensors[0]!.worst;
    expect(worst).toMatchObject({ index: [1], grad: -0.3 });
  });
});

describe('the projection of outputs', () => {
  const small = { ...parameters, s: 0 }; // y₁ is 0 there: nothing large to hide behind

  it('catches a wrong entry', async () => {
    const scaled = (at: Point) => flipped(at).map((row, k) => (k === 1 ? row.map((entry) => entry / 1e6) : row)); // prettier-ignore
    const report = await checkGradient({
      parameters: small,
      outputs: (at) => ({ ...outputs(at), y: [outputs(at).y[0]!, outputs(at).y[1]! / 1e6] }),
      vjp: vjpBy(scaled),
    });
    expect(report.verdict).toBe('incorrect');
  });

  it('has weights of 0.5 to 1.5 in size, of both signs, the same for the same seed', async () => {
    const weigh = async (seed: number) => {
      let weights: ArrayLike<number> = [];
      const [scalar] = await scalarFunctions(
        defineProblem({
          parameters: [1],
          outputs: () => new Float64Array(50),
          vjp: (_at, v) => {
            weights = v;
            return [0];
          },
        }),
        { seed },
      );
      await scalar!.gradient();
      return Array.from(weights);
    };
    const weights = await weigh(1);
    expect(weights.every((r) => Math.abs(r) >= 0.5 && Math.abs(r) < 1.5)).toBe(true);
    expect(new Set(weights.map(Math.sign))).toEqual(new Set([-1, 1]));
    expect(await weigh(1)).toEqual(weights);
    expect(await weigh(2)).not.toEqual(weights);
  });

  it('asks the forward mode for each column once, however many outputs there are', async () => {
    let calls = 0;
    const jvp = (at: Point, tangent: Point) => {
      calls++;
      return jvpBy(jacobian)(at, tangent);
    };
    await checkGradient({ parameters, outputs, jvp, jacobian: true });
    expect(calls).toBe(3);
  });

  it('tells its progress over all outputs, and stops when aborted', async () => {
    const told: { checked: number; coordinates: number }[] = [];
    const problem = { parameters, outputs, vjp: vjpBy(jacobian), jacobian: true };
    await checkGradient(problem, { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toMatchObject({ checked: 9, coordinates: 9 });
    const reason = new Error('enough');
    await expect(checkGradient(problem, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each<[string, object, RegExp]>([
    ['outputs of nothing', { outputs: () => undefined }, /outputs returned undefined/],
    ['outputs that hold no numbers', { outputs: () => ({}) }, /hold no numbers/],
    ['outputs of words', { outputs: () => ({ y: 'much' }) }, /y is a string/],
    [
      'outputs of another shape at another point',
      { outputs: ({ s }: Point) => (s === 1.2 ? [1, 2] : [1]), vjp: () => ({ u: [0, 0], s: 0 }) },
      /outputs returned outputs \(\[1\]\), but the outputs at the parameters given are outputs \(\[2\]\)/,
    ],
    ['a vjp of nothing', { vjp: () => undefined }, /vjp returned undefined/],
    ['a vjp of another shape', { vjp: () => ({ u: [1], s: 1 }) }, /du has shape \[1\], but u is \[2\]/],
    [
      'a jvp of another shape',
      { vjp: undefined, jvp: () => [1, 2, 3] },
      /jvp returned outputs \(\[3\]\).*y \(\[2\]\), z \(scalar\)/,
    ],
  ])('refuses %s', async (_what, changes, message) => {
    const definition = { parameters, outputs, vjp: vjpBy(jacobian), ...changes };
    await expect(checkGradient(definition)).rejects.toThrow(InputError);
    await expect(checkGradient(definition)).rejects.toThrow(message);
  });
});
