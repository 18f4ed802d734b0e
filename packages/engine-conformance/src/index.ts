export { randomNetwork } from './random-network.ts';
export type { NetworkRecipe } from './random-network.ts';
export { recipes } from './recipes.ts';
export { testEngine } from './test-engine.ts';
