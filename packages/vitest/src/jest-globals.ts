import type {} from 'expect';
import type { CorrectGradientMatchers } from './correct-gradient-matchers.ts';

// the same where `expect` is imported from @jest/globals, or from the package `expect`
export { toHaveCorrectGradient } from './to-have-correct-gradient.ts';

declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- its very parameters
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CorrectGradientMatchers {}
}
