export { gradientOf } from './planted-bugs.ts';
export { randomNetwork } from './random-network.ts';
export type { NetworkRecipe } from './random-network.ts';
export { recipes } from './recipes.ts';
export { testDiagnoses } from './test-diagnoses.ts';
export { testEngine } from './test-engine.ts';
export type { EngineUnderTest } from './test-engine.ts';
