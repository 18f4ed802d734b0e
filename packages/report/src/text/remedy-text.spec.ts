import { describe, expect, it } from 'vitest';
import { remedySentence } from './remedy-text.ts';

describe('remedySentence', () => {
  it('is nothing where there is no remedy', () => {
    expect(remedySentence([])).toBe('');
    expect(remedySentence(undefined)).toBe('');
  });

  it('joins remedies as alternatives, in their order', () => {
    const [step, threshold, point] = [
      { kind: 'smaller-step', below: 1e-7 },
      { kind: 'larger-threshold', above: 0.02 },
      { kind: 'another-point' },
    ] as const;
    expect(remedySentence([step])).toBe(' Use a step below 1e-7.');
    expect(remedySentence([step, point])).toBe(' Use a step below 1e-7, or check at another point.');
    expect(remedySentence([step, point, threshold])).toBe(
      ' Use a step below 1e-7, check at another point, or use a threshold of 0.02.',
    );
  });

  it("takes the caller's words where it has some", () => {
    const sentence = remedySentence(
      [{ kind: 'larger-step', above: 1e-12 }, { kind: 'another-point' }],
      (remedy) => (remedy.kind === 'larger-step' ? `use an --epsilon above ${remedy.above}` : undefined),
    );
    expect(sentence).toBe(' Use an --epsilon above 1e-12, or check at another point.');
  });
});
