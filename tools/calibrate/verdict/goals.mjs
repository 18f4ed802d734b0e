import { isLayered } from './instances.mjs';

const LOSS_MATTERS = ['ordinary', 'saturated', 'equal', 'scales', 'trained'];

/** Beyond which part of its checks a cell misses a goal; null where a goal isn't set. */
export const goalsOf = ({ kind, method, form }) => ({
  incorrect: 1e-3,
  passed: method === 'probe' ? 1e-3 : kind === 'tied' || kind === 'at kinks' ? 5e-4 : 0,
  inconclusive: inconclusiveGoal(kind, method, form),
  missed: kind === 'tied' || kind === 'at kinks' ? null : 1e-2, // what stands at a tie may be unsettled
});

const inconclusiveGoal = (kind, method, form) => {
  if (method === 'probe' || method === 'sample') return null; // they promise less
  if (form === 'float64' && isLayered(kind) && LOSS_MATTERS.includes(kind))
    return method === 'textbook' ? 0.1 : 0.02;
  if (form === 'float32' && kind === 'trained' && method === 'incremental') return 0.03;
  return form === 'float64' && kind === 'smooth' && method === 'function' ? 0.03 : null;
};

/** How often each goal was missed, and of how many. */
const missesOf = ({ right, incorrect, inconclusive, beyond, passed, seen, found }) => ({
  incorrect: [incorrect, right],
  passed: [passed, beyond],
  inconclusive: [inconclusive, right],
  missed: [seen - found, seen],
});

const NAMES = {
  incorrect: 'right called incorrect',
  passed: 'wrong beyond the limit called correct',
  inconclusive: 'right called inconclusive',
  missed: 'not found',
};

/** The part that is taken for chance: a cell that only meets its goal misses it this rarely. */
const CHANCE = 1e-5;

/** P(at least k of n), each with probability p: the terms' logarithms, one from the other. */
export const atLeast = (k, n, p) => {
  if (k <= 0) return 1;
  if (p <= 0) return 0;
  let logTerm = n * Math.log1p(-p);
  let sum = 0;
  for (let j = 0; j <= n; j++) {
    if (j >= k) sum += Math.exp(logTerm);
    logTerm += Math.log((n - j) / (j + 1)) + Math.log(p / (1 - p));
  }
  return Math.min(1, sum);
};

/** The goals that a cell misses: `surely` beyond chance. */
export const missedGoals = (cell, counts) => {
  const [goals, misses] = [goalsOf(cell), missesOf(counts)];
  return Object.entries(misses).flatMap(([goal, [count, of]]) => {
    const part = goals[goal];
    if (part === null || of === 0 || count <= part * of) return [];
    return [{ name: NAMES[goal], count, of, part, surely: atLeast(count, of, part) < CHANCE }];
  });
};
