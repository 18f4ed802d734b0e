import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { testFolder, moduleOf } from './testing/folder.ts';
import { runCaptured } from './testing/run-captured.ts';

const { at, written } = testFolder();

const refusal = async (...args: string[]): Promise<string[]> => {
  const { status, err } = await runCaptured(args);
  expect(status).toBe(2);
  expect(err).toMatch(/^(gradproof: [^\n]*\n)+$/);
  return err.trimEnd().split('\n');
};

describe('several mistakes', () => {
  it('of a command line are told at once, each in a line', async () => {
    const args = ['check', 'x', '--epsilon', 'small', '--methd', 'auto', '--threads=0', '--engine', 'gpuu'];
    expect((await refusal(...args)).toSorted()).toEqual([
      expect.stringMatching(/'--engine <engine>' argument 'gpuu' is invalid.*\(Did you mean gpu\?\)$/),
      expect.stringMatching(/'--epsilon <E>' argument 'small' is invalid\. It must be a number\.$/),
      expect.stringMatching(/'--threads <N>' argument '0' is invalid/),
      expect.stringMatching(/unknown option '--methd' \(Did you mean --method\?\)$/),
    ]);
  });

  it('of a command that needs arguments, too', async () => {
    expect((await refusal('differentiate', '--epsilon', 'x')).toSorted()).toEqual([
      expect.stringMatching(/missing required argument 'problem'/),
      expect.stringMatching(/'--epsilon <E>' argument 'x' is invalid/),
      expect.stringMatching(/required option '--out <file>' not specified/),
    ]);
    expect(await refusal('init', '--nope', 'a', 'b')).toEqual([expect.stringMatching(/unknown option '--nope'/)]); // b may be its value
  });

  it('of numbers out of their ranges, of the keys of a module', async () => {
    await written({ 'a.mjs': moduleOf(2), 'b.mjs': 'export default { parametres: [1], csot: 1, gradients: [1] };' });
    const numbers = await refusal('check', at('a.mjs'), '--epsilon', '0', '--threshold', '-1', '--seed', '0.5');
    expect(numbers).toEqual([expect.stringMatching(/epsilon is 0; .* threshold is -1; .* seed is 0\.5; /)]);
    const keys = await refusal('check', at('b.mjs'));
    expect(keys[0]).toMatch(/Unknown keys "parametres", "csot", "gradients".*Did you mean "parameters", "cost", "gradient"\?/);
  });
}); // prettier-ignore

describe('what was meant', () => {
  it('is said of paths', async () => {
    await written({ 'problems/problem.mjs': moduleOf(2) });
    expect((await refusal('check', at('problms/problem.mjs')))[0]).toContain(`did you mean "${at('problems/problem.mjs')}"?`); // prettier-ignore
    expect((await refusal('check', at('problems/prblem')))[0]).toContain('There is no problem at');
    expect((await refusal('check', at('problem')))[0]).toContain(
      `did you mean "${at('problems')}"? Give a folder`,
    );
  });

  it.each([
    ['mean-squared-error', 'mse', 'model.cost is "mse"; here it is called "mean-squared-error"'],
    ['binary-cross-entropy', 'bce', 'model.cost is "bce"; here it is called "binary-cross-entropy"'],
    ['cost', 'cross_entropy', 'model.cost is "cross_entropy"; here it is called "softmax-cross-entropy"'],
    ['tanh', 'linear', 'model.layers[0].activation is "linear"; here it is called "identity"'],
    ['tanh', 'swish', 'model.layers[0].activation is "swish", which is not among identity, relu, leaky-relu'],
    ['tanh', 'tahn', 'model.layers[0].activation is "tahn"; did you mean "tanh"?'],
  ])('is said of names that frameworks have: %s as %s', async (_ours, theirs, message) => {
    await runCaptured(['init', at('mine')]);
    const file = at('mine/problem.json');
    const isCost = message.startsWith('model.cost');
    const description = await readFile(file, 'utf8');
    const edited = isCost
      ? description.replace('"binary-cross-entropy"', `"${theirs}"`)
      : description.replace('"tanh"', `"${theirs}"`);
    await writeFile(file, edited);
    expect((await refusal('check', at('mine')))[0]).toContain(message);
  });

  it('is said of a program in another language', async () => {
    expect((await refusal('check', 'model.py'))[0]).toContain('"command": ["python3","model.py"]');
  });
});

describe('errors with --json', () => {
  it.each<[string, string[]]>([
    ['a problem that is not there', ['check', 'nowhere', '--json']],
    ['a mistyped option', ['check', 'nowhere', '--json', '--sede', '1']],
    ['a reporter', ['check', 'nowhere', '--reporter', 'json']],
    ['another command', ['submit', 'nowhere', '--json']],
  ])('are an object on standard output, the same line on standard error: %s', async (_what, args) => {
    const { status, out, err } = await runCaptured(args);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: { message: err.slice('gradproof: '.length, -1), status: 2 } });
  });

  it('are on standard error alone without it, and when the report is out already', async () => {
    await written({ 'a.mjs': moduleOf(2) });
    expect((await runCaptured(['check', 'nowhere'])).out).toBe('');
    const before = await runCaptured(['check', at('a.mjs'), '--json', '--report', at('no/folder.html')]);
    expect(JSON.parse(before.out)).toHaveProperty('error');
    expect((await runCaptured(['check', 'nowhere', '--', '--json'])).out).not.toMatch(/^\{/);
  });
});
