export type { CorrectGradientMatchers } from './correct-gradient-matchers.ts';
export { toHaveCorrectGradient } from './to-have-correct-gradient.ts';
export type { CorrectGradientOptions } from './to-have-correct-gradient.ts';
export type * from './vitest-assertion.ts';
