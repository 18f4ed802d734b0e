/** What conformance suites and tools need. No promise is made of it. */
export { planShards } from './contract/shards.ts';
export { createAdaptiveDifferentiation } from './differentiate/adaptive/adaptive-evaluator.ts';
export type { AdaptiveDifferentiation } from './differentiate/adaptive/adaptive-evaluator.ts';
export { examineCost } from './findings/examine-cost.ts';
export type { CostBehaviour } from './findings/examine-cost.ts';
export { createRandom } from './numerics/random.ts';
export type { Random } from './numerics/random.ts';
