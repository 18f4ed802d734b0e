import type { CorrectGradientMatchers } from './correct-gradient-matchers.ts';

// `expect.extend({ toHaveCorrectGradient })` in a file of Jest's setupFilesAfterEnv; the types are those of @types/jest
export { toHaveCorrectGradient } from './to-have-correct-gradient.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- that is what @types/jest has
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- its very parameters
    interface Matchers<R, T = {}> extends CorrectGradientMatchers {}
  }
}
