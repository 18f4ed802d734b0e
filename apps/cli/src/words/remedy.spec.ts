import { RemediableError } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { withRemedy, wordRemedy } from './remedy.ts';

describe('withRemedy', () => {
  it('words the remedy as the command line has it', () => {
    const error = new RemediableError('out.npz is already there. Name another file.', {
      kind: 'replace-file',
    });
    expect(withRemedy(error)).toBe('out.npz is already there. Name another file. --force replaces it.');
  });

  it('leaves a message without one as it is', () => {
    expect(withRemedy(new InputError('b1 is missing.'))).toBe('b1 is missing.');
  });
});

describe('wordRemedy', () => {
  it.each([
    [{ kind: 'smaller-step', below: 1e-7 }, 'use an --epsilon below 1e-7'],
    [{ kind: 'larger-step', above: 1e-12 }, 'use an --epsilon above 1e-12'],
    [{ kind: 'searched-steps' }, 'leave out --epsilon'],
    [{ kind: 'larger-threshold' }, 'use a larger --threshold'],
    [{ kind: 'textbook-method' }, 'check with --method textbook'],
    [{ kind: 'coverage', coverages: ['full'] }, 'use --coverage full'],
    [{ kind: 'coverage', coverages: ['full', 'sample'] }, 'use --coverage full or sample=N'],
    [{ kind: 'another-point' }, undefined],
  ] as const)('%j: %s', (remedy, words) => {
    expect(wordRemedy(remedy)).toBe(words);
  });
});
