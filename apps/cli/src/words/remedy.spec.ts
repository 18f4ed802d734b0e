import { RemediableError } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { withRemedy } from './remedy.ts';

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
