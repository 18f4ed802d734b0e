import type { CorrectGradientMatchers } from './correct-gradient-matchers.ts';

// Vitest 4 has Matchers<T>, Vitest 5 Matchers<R, T>: one declaration can't extend both. Both take up what Chai's Assertion has.
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- that is what @types/chai has
  namespace Chai {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it adds to what is there
    interface Assertion extends CorrectGradientMatchers {}
  }
}
