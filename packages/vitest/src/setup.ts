import { expect } from 'vitest';
import { toHaveCorrectGradient } from './to-have-correct-gradient.ts';
export type * from './vitest-assertion.ts';

// `setupFiles: ['@gradproof/vitest/setup']` in vitest.config.ts
expect.extend({ toHaveCorrectGradient });
