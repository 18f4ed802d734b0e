import { defineProblem } from '@gradproof/core';
import { readProblem } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { expect as jestExpect } from 'expect';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ExpectStatic as VitestFourExpect } from 'vitest-expect-4';
import type { CorrectGradientOptions } from './index.ts';
import { toHaveCorrectGradient } from './jest-globals.ts';
import './jest.ts';
import './setup.ts';

jestExpect.extend({ toHaveCorrectGradient });

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

const cost = ({ w }: { w: Float64Array }): number => w[0]! * w[1]! ** 2;
const gradient = ({ w }: { w: Float64Array }) => ({ w: [w[1]! ** 2, 2 * w[0]! * w[1]!] });
const right = defineProblem({ parameters: { w: Float64Array.of(0.3, 2) }, cost, gradient });
const wrong = defineProblem({ ...right, cost, gradient: { w: [4, 5] } });
/** Noise of 1e-9 in J of about 1: at an epsilon of 1e-7 nothing can be told. */
const noisy = defineProblem({ parameters: { w: Float64Array.of(0.3, 2) }, gradient, cost: (at) => cost(at) + 1e-9 * Math.sin(1e12 * at.w[0]!) }); // prettier-ignore

const failure = async (assertion: Promise<void>): Promise<string> => {
  const error: unknown = await assertion.then(
    () => 'it passed',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
};

describe('toHaveCorrectGradient', () => {
  it('passes for a right gradient, and takes options', async () => {
    await expect(right).toHaveCorrectGradient();
    await expect(right).toHaveCorrectGradient({ threshold: 1e-6, seed: 7, coverage: 'full' });
  });

  it('fails for a wrong one: the message is the report', async () => {
    const message = await failure(expect(wrong).toHaveCorrectGradient());
    expect(message).toMatch(/^INCORRECT {2}difference 0\.\d+, threshold 2e-7\nThe gradient of w is wrong/);
    expect(message).toMatch(/^w\[1\] +5\.0+ +1\.(19|20)/m);
    await expect(wrong).not.toHaveCorrectGradient();
  });

  it('heeds its options', async () => {
    await expect(wrong).toHaveCorrectGradient({ threshold: 0.9 });
    await expect(failure(expect(right).toHaveCorrectGradient({ epsilon: 0 }))).resolves.toMatch(
      /epsilon is 0/,
    );
  });

  it('with .not fails for a right one', async () => {
    expect(await failure(expect(right).not.toHaveCorrectGradient())).toMatch(
      /^expected the gradient to be incorrect, but\n\nCORRECT/,
    );
  });

  it('takes inconclusive for neither right nor wrong', async () => {
    expect(await failure(expect(noisy).toHaveCorrectGradient({ epsilon: 1e-7 }))).toMatch(/^INCONCLUSIVE/);
    expect(await failure(expect(noisy).not.toHaveCorrectGradient({ epsilon: 1e-7 }))).toMatch(/INCONCLUSIVE/);
  });

  it('checks a layered network, on the CPU engine', async () => {
    await expect(await readProblem(`${examples}notebook/correct`)).toHaveCorrectGradient();
    const message = await failure(
      expect(await readProblem(`${examples}notebook/buggy`)).toHaveCorrectGradient(),
    );
    expect(message).toMatch(/gradient of b1 and W2 is wrong/);
    expect(message).toMatch(/incremental method/);
  });

  it('waits for a problem that is promised', async () => {
    await expect(readProblem(`${examples}notebook/correct`)).toHaveCorrectGradient();
    await expect(Promise.resolve(wrong)).not.toHaveCorrectGradient();
  });

  it.each<[unknown, string]>([
    [null, 'The options are null; they must be a record'],
    [3, 'The options are 3; they must be a record'],
    [{ treshold: 1 }, 'Unknown option "treshold"'],
    [{ signal: 3 }, 'signal is a number; it must be an AbortSignal'],
    [{ coverage: 'some' }, "Unknown coverage some: it must be 'full', 'probe' or { sample: 100 }."],
    [{ coverage: 'sample' }, 'Unknown coverage sample:'],
    [{ coverage: {} }, 'Unknown coverage {}:'],
    [{ coverage: null }, 'Unknown coverage null:'],
  ])('refuses %j for options: %s', async (options, message) => {
    const check = expect(right).toHaveCorrectGradient(options as CorrectGradientOptions);
    await expect(check).rejects.toThrow(message);
    await expect(check).rejects.toBeInstanceOf(InputError);
  });

  it('rejects what is no layered problem', async () => {
    await expect(expect({ problem: {}, grad: {} }).toHaveCorrectGradient()).rejects.toThrow(InputError);
  });

  it('opens a path: a folder, a module', async () => {
    await expect(`${examples}notebook/buggy`).not.toHaveCorrectGradient();
    await expect(`${examples}custom-function/problem.ts`).toHaveCorrectGradient();
  });

  it.each([[undefined], [42], [{}], [[1]], [{ parameters: [1], cost }]])(
    'rejects what is no problem: %j, with and without .not',
    async (value) => {
      await expect(expect(value).toHaveCorrectGradient()).rejects.toThrow(InputError);
      await expect(expect(value).not.toHaveCorrectGradient()).rejects.toThrow(InputError);
    },
  );
});

describe('in Jest', () => {
  it('passes and fails alike', async () => {
    await jestExpect(right).toHaveCorrectGradient();
    await jestExpect(wrong).not.toHaveCorrectGradient();
    expect(await failure(jestExpect(wrong).toHaveCorrectGradient())).toMatch(/^INCORRECT/);
    expect(await failure(jestExpect(noisy).not.toHaveCorrectGradient({ epsilon: 1e-7 }))).toMatch(
      /INCONCLUSIVE/,
    );
  });

  it('has its types, of @types/jest and of expect', () => {
    type Matchers = ReturnType<typeof jestExpect>;
    expectTypeOf<Matchers['toHaveCorrectGradient']>().returns.toEqualTypeOf<Promise<void>>();
    type Globals = jest.JestMatchers<typeof right>;
    expectTypeOf<Globals['toHaveCorrectGradient']>().returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf<Globals['not']['toHaveCorrectGradient']>()
      .parameter(0)
      .toEqualTypeOf<CorrectGradientOptions | undefined>();
  });
});

describe('in Vitest', () => {
  it('has its types, in Vitest 5 and in Vitest 4', () => {
    expectTypeOf(expect(right).toHaveCorrectGradient).returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf(expect(right).not.toHaveCorrectGradient)
      .parameter(0)
      .toEqualTypeOf<CorrectGradientOptions | undefined>();
    type Four = ReturnType<VitestFourExpect>;
    expectTypeOf<Four['toHaveCorrectGradient']>().returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf<Four['not']['toHaveCorrectGradient']>()
      .parameter(0)
      .toEqualTypeOf<CorrectGradientOptions | undefined>();
    // @ts-expect-error -- a threshold is a number
    void (() => expect(right).toHaveCorrectGradient({ threshold: 'small' }));
  });
});
