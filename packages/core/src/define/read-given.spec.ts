import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../check/check-gradient.ts';
import type { ProblemDefinition } from './definition.ts';
import { scalarFunctions } from './scalar-functions.ts';

const right = [0.2, 0.4];
const cost = ({ w }: { w: number[] }): number => w.reduce((sum, x) => sum + x * x, 0);
const parameters = { w: [0.1, 0.2] };
const outputs = ({ w }: { w: number[] }) => ({ y: w.map((x) => x * x) });

/** Where a list of numbers is taken: a definition with this list there, and what messages call it. */
const PLACES: Readonly<Record<string, readonly [name: string, (list: unknown) => object]>> = {
  parameters: ['w', (w) => ({ parameters: { w }, cost, gradient: { w: right } })],
  'a gradient': ['dw', (w) => ({ parameters, cost, gradient: { w } })],
  'what gradient returns': ['dw', (w) => ({ parameters, cost, gradient: () => ({ w }) })],
  'what gradient returns later': ['dw', (w) => ({ parameters, cost, gradient: () => Promise.resolve({ w }) })],
  'what costAndGradient returns': [
    'dw',
    (gradient) => ({ parameters, costAndGradient: (at: typeof parameters) => ({ cost: cost(at), gradient: { w: gradient } }) }),
  ],
  outputs: ['y', (y) => ({ parameters, outputs: () => ({ y }), vjp: () => ({ w: right }) })],
  'what vjp returns': ['dw', (w) => ({ parameters, outputs, vjp: () => ({ w }) })],
  'what vjp returns of a Jacobian': ['dw', (w) => ({ parameters, outputs, vjp: () => ({ w }), jacobian: true })],
  'what jvp returns': ['y', (y) => ({ parameters, outputs, jvp: () => ({ y }) })],
  'what jvp returns of a Jacobian': ['y', (y) => ({ parameters, outputs, jvp: () => ({ y }), jacobian: true })],
  losses: ['losses', (list) => ({ parameters, losses: () => list, gradient: { w: right } })],
  costs: ['costs', (list) => ({ parameters, costs: () => list, gradient: { w: right } })],
}; // prettier-ignore

const refusal = async (definition: object): Promise<string> => {
  const error: unknown = await checkGradient(definition as ProblemDefinition).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

const thrower = (): never => {
  throw new Error('no numbers');
};

describe.each(Object.entries(PLACES))('%s', (place, [name, definitionOf]) => {
  const isBatch = name === 'losses' || name === 'costs';

  it.each([
    ['a hole', Object.assign([0.1], { length: 2 })],
    ['undefined', [0.1, undefined]],
    ['10⁸ holes', new Array(1e8)],
    ['4·10⁹ holes', Object.assign([0.1], { length: 4e9 })],
  ])('with %s is refused by name', async (_what, list) => {
    const began = performance.now();
    const message = await refusal(definitionOf(list));
    expect(message).toContain(name);
    if (place !== 'costs') expect(message).toContain('undefined');
    if (!isBatch) expect(message).toMatch(new RegExp(`${name}\\.[01] is undefined`));
    expect(performance.now() - began).toBeLessThan(5000); // a hole is found at once, however many there are
  });

  it.each<[string, () => unknown]>([
    ['an entry that throws', () => Object.defineProperty([0.1, 0.2], 1, { get: thrower })],
    ['a proxy that throws', () => new Proxy([0.1, 0.2], { get: thrower })],
  ])('with %s is refused as what it is', async (_what, listOf) => {
    expect(await refusal(definitionOf(listOf()))).toMatch(
      place === 'costs' ? /numbers/ : /can't be read: it threw Error: no numbers/,
    );
  });
});

describe('what throws when it is looked at', () => {
  it.each<[string, object, RegExp]>([
    ['a problem', new Proxy({}, { ownKeys: thrower }), /^The problem can't be read: it threw Error: no numbers$/],
    ['the parameters of a problem', { get parameters(): never { return thrower(); }, cost, gradient: right }, /^The problem can't be read/],
    ['a gradient’s tensor', { parameters, cost, gradient: () => ({ get w(): never { return thrower(); } }) }, /^What gradient returned can't be read/],
    ['a cost', { parameters, cost: () => ({ get then(): never { return thrower(); } }), gradient: right }, /cost.*can't be read/],
    ['a word', { parameters, cost, gradient: () => ({ get w(): never { throw 'word'; } }) }, /it threw word$/], // eslint-disable-line @typescript-eslint/only-throw-error
    ['what breaks a rule of proxies', { parameters, cost, gradient: () => new Proxy(Object.freeze({ w: right }), { get: () => 1 }) }, /it threw TypeError/],
  ])('%s', async (_what, definition, message) => {
    expect(await refusal(definition)).toMatch(message);
  }); // prettier-ignore
});

describe('a Jacobian that is too large', () => {
  const squares = (count: number) => (at: number[]) => new Float64Array(count).fill(at[0]! ** 2);
  const vjp = ([x]: number[], v: Float64Array) => [2 * x! * v.reduce((sum, weight) => sum + weight, 0)];

  it('is refused with its size before anything of it is computed', async () => {
    expect(await refusal({ parameters: [1], outputs: squares(2e6), vjp, jacobian: true })).toMatch(
      /2000000 outputs by 1 parameters, 2000000 entries; at most 20000/,
    );
    const many = Array<number>(100_000).fill(0);
    const outputsOf = (w: number[]) => w.slice(0, 2000);
    expect(await refusal({ parameters: many, outputs: outputsOf, vjp: () => many, jacobian: true })).toMatch(
      /200000000 entries/,
    );
  });

  it('is checked by a projection', async () => {
    const report = await checkGradient({ parameters: [1], outputs: squares(20_001), vjp });
    expect(report.verdict).toBe('correct');
    const wrong = await checkGradient({ parameters: [1], outputs: squares(20_001), vjp: () => [1] });
    expect(wrong.verdict).toBe('incorrect');
  });

  it('is a matter of factors: a quarter of the outputs is checked one by one', async () => {
    const definition = { parameters: [1], outputs: squares(5000), vjp, jacobian: true };
    expect(await scalarFunctions(definition)).toHaveLength(5000);
  });
});
