import '@gradproof/vitest/setup';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe('the problem folders', () => {
  it.each(['notebook/correct', 'breast-cancer', 'python-process'])('%s is correct', async (name) => {
    await expect(path(name)).toHaveCorrectGradient();
  });

  it('notebook/buggy is not', async () => {
    await expect(path('notebook/buggy')).not.toHaveCorrectGradient();
  });
});
