import { describe, expect, it } from 'vitest';
import { takesColor, widthOf } from './terminal.ts';
import { moduleOf, testFolder } from './testing/folder.ts';
import { runCaptured } from './testing/run-captured.ts';

const { at, written } = testFolder();

describe('colour', () => {
  it.each<[boolean, boolean, Record<string, string>]>([
    [true, true, {}],
    [false, false, {}],
    [false, true, { NO_COLOR: '1' }],
    [true, true, { NO_COLOR: '' }],
    [false, true, { TERM: 'dumb' }],
    [true, false, { FORCE_COLOR: '1' }],
    [true, false, { FORCE_COLOR: '', NO_COLOR: '1' }],
    [false, true, { FORCE_COLOR: '0' }],
    [false, true, { FORCE_COLOR: 'false' }],
  ])('is %s on a terminal (%s) with %j', (expected, isTTY, env) => {
    expect(takesColor({ isTTY, env })).toBe(expected);
  });

  it('is left out with --no-color, before or after the command', async () => {
    await written({ 'a.mjs': moduleOf(2) });
    const colored = await runCaptured(['check', at('a.mjs')], { color: true });
    expect(colored.out).toContain('\u001b[');
    for (const args of [['--no-color', 'check', at('a.mjs')], ['check', at('a.mjs'), '--no-color']]) {
      const { status, out } = await runCaptured(args, { color: true });
      expect(status).toBe(0);
      expect(out).not.toContain('\u001b[');
    }
  }); // prettier-ignore
});

it.each([
  [100, undefined],
  [100, 0], // `stty cols 0`: it doesn't know
  [100, 200],
  [40, 40],
])('a text is %i columns wide where the terminal says %s', (width, columns) => {
  expect(widthOf({ columns })).toBe(width);
});

it.each(['-v', '-V', '--version'])('%s prints the version', async (option) => {
  const { status, out } = await runCaptured([option]);
  expect({ status, out }).toEqual({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
});
