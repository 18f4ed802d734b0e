import { createForwardPass } from '@gradproof/model';
import type { Problem } from '../contract/problem.ts';

/** J as a function of θ, in plain float64. */
export const costOf = (problem: Problem): ((theta: Float64Array) => number | Promise<number>) =>
  problem.kind === 'function' ? problem.cost : createForwardPass(problem.network, problem.X, problem.Y).cost;
