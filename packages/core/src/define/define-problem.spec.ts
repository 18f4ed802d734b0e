import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../check/check-gradient.ts';
import { assertDefinition } from './assert-definition.ts';
import { defineProblem } from './define-problem.ts';
import type { ProblemDefinition } from './definition.ts';

type Parameters = { w: Float64Array; b: number };
const parameters: Parameters = { w: Float64Array.of(0.4, -0.7), b: 0.2 };

/** J = w₀²·w₁ + sin(b)·w₀ */
const cost = ({ w, b }: Parameters): number => w[0]! ** 2 * w[1]! + Math.sin(b) * w[0]!;
const gradient = ({ w, b }: Parameters) => ({
  w: [2 * w[0]! * w[1]! + Math.sin(b), w[0]! ** 2],
  b: Math.cos(b) * w[0]!,
});
const wrong = (at: Parameters) => ({ ...gradient(at), b: -gradient(at).b });

describe('defineProblem', () => {
  it('gives back what it is given, with types for its functions', () => {
    const definition = { parameters, cost, gradient };
    expect(defineProblem(definition)).toBe(definition);
    const typed = defineProblem({
      parameters: { w: [1, 2] },
      cost: ({ w }) => w[0]! * w[1]!,
      gradient: ({ w }) => ({ w: [w[1]!, w[0]!] }),
    });
    expect(typed.parameters).toEqual({ w: [1, 2] });
  });

  it.each<[string, object, RegExp]>([
    ['no record', [1], /record of its parameters and functions, not an array/],
    ['no parameters', { cost, gradient }, /with \{ cost, gradient \}.*this one has cost, gradient/],
    ['no gradient', { parameters, cost }, /this one has parameters, cost/],
    [
      'losses beside a cost',
      { parameters, cost, losses: cost, gradient },
      /this one has parameters, cost, losses/,
    ],
    ['two forms at once', { parameters, cost, gradient, costAndGradient: cost }, /this one has/],
    [
      'a key that no problem has',
      { parameters, cost, gradients: gradient },
      /Unknown key "gradients" of a problem; its keys are .*\. Did you mean "gradient"\?/,
    ],
    [
      'several keys that no problem has',
      { parameters, csot: cost, gradients: gradient, zzz: 1 },
      /Unknown keys "csot", "gradients", "zzz" of a problem; .*Did you mean "cost", "gradient"\?/,
    ],
    ['a cost that is a number', { parameters, cost: 3, gradient }, /cost is a number; it must be a function/],
    [
      'a jacobian that is a function',
      { parameters, outputs: cost, vjp: cost, jacobian: cost },
      /jacobian is a function; it is true or false/,
    ],
  ])('refuses %s', (_what, definition, message) => {
    expect(() => assertDefinition(definition)).toThrow(InputError);
    expect(() => assertDefinition(definition)).toThrow(message);
  });
});

describe('the forms of a problem', () => {
  it('may have methods that use each other', async () => {
    const problem: ProblemDefinition<Parameters> = {
      parameters,
      cost(at) {
        return cost(at) + this.parameters.b;
      },
      gradient,
    };
    expect(await checkGradient(problem)).toMatchObject({ verdict: 'correct' });
  });

  const forms = {
    'cost and gradient': (g: typeof gradient) => ({ parameters, cost, gradient: g }),
    'async functions': (g: typeof gradient) => ({
      parameters,
      cost: (at: Parameters) => Promise.resolve(cost(at)),
      gradient: (at: Parameters) => Promise.resolve(g(at)),
    }),
    'the batched cost alone': (g: typeof gradient) => ({
      parameters,
      costs: (points: readonly Parameters[]) => Float64Array.from(points, cost),
      gradient: g,
    }),
    'the losses of examples': (g: typeof gradient) => ({
      parameters,
      losses: ({ w, b }: Parameters) => Float64Array.of(w[0]! ** 2 * w[1]!, Math.sin(b) * w[0]!),
      gradient: g,
    }),
    'costAndGradient alone': (g: typeof gradient) => ({
      parameters,
      costAndGradient: (at: Parameters) => ({ cost: cost(at), gradient: g(at) }),
    }),
    'costAndGradient with a cheaper cost': (g: typeof gradient) => ({
      parameters,
      cost,
      costAndGradient: (at: Parameters) => Promise.resolve({ cost: cost(at), gradient: g(at) }),
    }),
  };

  it.each(Object.entries(forms))('%s: right is correct, a flipped sign is not', async (_name, form) => {
    expect((await checkGradient(form(gradient))).verdict).toBe('correct');
    const report = await checkGradient(form(wrong));
    expect(report.tensors.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['w', 'correct'],
      ['b', 'incorrect'],
    ]);
  });

  it('the gradient may be a function or the numbers themselves', async () => {
    expect((await checkGradient({ parameters, cost, gradient: gradient(parameters) })).verdict).toBe(
      'correct',
    );
  });

  it.each<[string, object, RegExp]>([
    ['a cost of a string', { parameters, cost: () => 'much', gradient }, /cost function returned string/],
    ['a cost of nothing', { parameters, cost: () => undefined, gradient }, /returned undefined/],
    ['losses of a number', { parameters, losses: () => 3, gradient }, /losses returned no list of numbers/],
    ['no losses', { parameters, losses: () => [], gradient }, /losses returned none; /],
    [
      'losses of words',
      { parameters, losses: () => [1, 'much'], gradient },
      /losses returned a list with a string/,
    ],
    ['no list of costs', { parameters, costs: () => 3, gradient }, /costs returned no list of numbers/],
    ['too few costs', { parameters, costs: () => [], gradient }, /costs returned 0 numbers for 1 points/],
    ['a gradient of nothing', { parameters, cost, gradient: () => undefined }, /gradient returned undefined/],
    ['a gradient of null', { parameters, cost, gradient: () => null }, /gradient returned null/],
    [
      'a gradient without a tensor',
      { parameters, cost, gradient: () => ({ w: [1, 2] }) },
      /gradient of b is missing/,
    ],
    [
      'a gradient of another shape',
      { parameters, cost, gradient: () => ({ w: [1, 2, 3], b: 1 }) },
      /dw has shape \[3\], but w is \[2\]/,
    ],
    [
      'costAndGradient of a number',
      { parameters, costAndGradient: cost },
      /must return \{ cost, gradient \}/,
    ],
  ])('refuses %s', async (_what, given, message) => {
    const definition = given as ProblemDefinition; // as JavaScript may hand it over
    await expect(checkGradient(definition)).rejects.toThrow(InputError);
    await expect(checkGradient(definition)).rejects.toThrow(message);
  });
});
