import type { CorrectGradientOptions } from './to-have-correct-gradient.ts';

/** What `expect(problem)` has in addition. */
export interface CorrectGradientMatchers {
  /**
   * The gradient of the problem is correct at every coordinate: await it.
   *
   *     await expect(problem).toHaveCorrectGradient({ threshold: 2e-7, seed: 1 });
   */
  toHaveCorrectGradient(options?: CorrectGradientOptions): Promise<void>;
}
