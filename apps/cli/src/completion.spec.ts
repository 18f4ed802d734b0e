import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

const scriptOf = async (shell: string): Promise<string> => {
  const { status, out, err } = await runCaptured(['completion', shell]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return out;
};

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe('gradproof completion', () => {
  it.skipIf(!has('bash')).each<[string[], string[]]>([
    [['gradproof', 'che'], ['check']],
    [['gradproof', 'check', '--met'], ['--method']],
    [
      ['gradproof', 'check', 'a', '--method', ''],
      ['auto', 'textbook', 'incremental'],
    ],
    [['gradproof', 'completion', 'z'], ['zsh']],
    [['gradproof', '--v'], ['--version']],
    [['gradproof', 'check', '/et'], ['/etc']],
  ])('bash completes %j by %j', async (words, completed) => {
    const script = `${await scriptOf('bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _gradproof; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')).toEqual(completed);
  });

  it.each(['zsh', 'fish'])('%s is told every command and every option with its choices', async (shell) => {
    const script = await scriptOf(shell);
    for (const word of [
      'check',
      'differentiate',
      'init',
      'submit',
      'completion',
      'auto textbook incremental',
    ])
      expect(script).toContain(word);
    if (has(shell)) expect(spawnSync(shell, ['-n', '-c', script]).status).toBe(0);
  });

  it('refuses another shell', async () => {
    const { status, err } = await runCaptured(['completion', 'zhs']);
    expect(status).toBe(2);
    expect(err).toMatch(/Allowed choices are zsh, bash, fish\. \(Did you mean zsh\?\)/);
  });
});
