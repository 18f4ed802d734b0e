import { checkGradient } from '@gradproof/core';
import { describe, expect, it } from 'vitest';
import { wordRemedy } from './remedy.ts';
import { reportMessage } from './report-message.ts';

describe('wordRemedy', () => {
  it.each([
    [{ kind: 'smaller-step', below: 1e-7 }, 'use { epsilon } below 1e-7'],
    [{ kind: 'larger-step', above: 1e-12 }, 'use { epsilon } above 1e-12'],
    [{ kind: 'searched-steps' }, 'leave out { epsilon }'],
    [{ kind: 'larger-threshold', above: 0.02 }, 'use { threshold: 0.02 }'],
    [{ kind: 'textbook-method' }, "use { method: 'textbook' }"],
    [{ kind: 'coverage', coverages: ['full'] }, "use { coverage: 'full' }"],
    [
      { kind: 'coverage', coverages: ['full', 'sample'] },
      "use { coverage: 'full' } or { coverage: { sample: 100 } }",
    ],
    [{ kind: 'losses' }, 'give { losses } instead of { cost }, which are then summed in float64'],
    [{ kind: 'another-point' }, undefined],
  ] as const)('%j: %s', (remedy, words) => {
    expect(wordRemedy(remedy)).toBe(words);
  });
});

describe('reportMessage', () => {
  it("advises by the matcher's options, never by those of the command line", async () => {
    const report = await checkGradient(
      { parameters: { w: [1, 2] }, cost: ({ w }) => w[0]! ** 2 + w[1]! ** 2, gradient: { w: [2, 4] } },
      { epsilon: 1e-14 },
    );
    const message = reportMessage(report, false).replace(/\s+/g, ' ');
    expect(message).toContain('Use { epsilon } above 1e-14, compute the cost more precisely');
    expect(message).not.toMatch(/ --\w/);
  });
});
