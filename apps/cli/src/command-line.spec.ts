import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

describe('commandLine', () => {
  it('writes what was given, and nothing else', () => {
    expect(
      commandLine(['gradproof', 'check', 'examples/notebook'], {
        epsilon: 1e-7,
        threshold: undefined,
        json: true,
        force: false,
      }),
    ).toBe('gradproof check examples/notebook --epsilon 1e-7 --json');
  });

  it('quotes what a shell would take apart', () => {
    expect(commandLine(['check', "my model's; rm -rf ~"], {})).toBe(`check 'my model'\\''s; rm -rf ~'`);
  });
});
