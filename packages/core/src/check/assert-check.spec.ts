import { dictionaryToVector } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { Check } from '../contract/check.ts';
import type { Problem } from '../contract/problem.ts';
import { checkProblem } from './check-problem.ts';
import { differentiateProblem } from './numerical-gradient.ts';

const { layout, theta } = dictionaryToVector({ w: 3 });
const problem: Problem = { kind: 'function', layout, theta, cost: ([w]) => w! ** 2 };
const definition = { parameters: { w: 3 }, cost: () => 9, gradient: { w: 6 } };

describe('what plain JavaScript may give for a problem', () => {
  it.each<[unknown, string]>([
    [undefined, 'What is checked is undefined; it must be { problem, grad }.'],
    [definition, 'The problem is undefined; it must be { kind:'],
    [{ problem: 1, grad: 2 }, 'The problem is a number; it must be { kind:'],
    [{ problem: {}, grad: theta }, 'this one has nothing.'],
    [{ problem: definition, grad: theta }, 'this one has parameters, cost, gradient. { parameters,'],
    [{ problem: { ...problem, kind: 'layered' }, grad: theta }, 'this one has kind, layout, theta, cost.'],
    [{ problem: { ...problem, theta: [3] }, grad: theta }, 'The problem must be'],
    [{ problem, grad: [6] }, 'grad is an array; it must be a Float64Array with an entry for each parameter.'],
    [{ problem }, 'grad is undefined; it must be a Float64Array'],
  ])('%o is refused: %s', async (check, message) => {
    const refused = checkProblem(check as Check);
    await expect(refused).rejects.toBeInstanceOf(InputError);
    await expect(refused).rejects.toThrow(message);
  });

  it('is refused where it is differentiated, too', async () => {
    await expect(differentiateProblem(undefined as unknown as Problem)).rejects.toThrow(
      'The problem is undefined',
    );
    await expect(differentiateProblem({} as Problem)).rejects.toThrow(InputError);
  });
});
