import { isLayered } from './instances.mjs';

/** Networks on which a verdict is due: not those that are converged to a loss of nothing, nor those at kinks. */
const CONCLUSIVE = ['ordinary', 'saturated', 'scales', 'trained', 'classifiers'];

const AT_TIES = ['tied', 'at kinks'];

/** Methods that look at every entry. */
const FULL = ['incremental', 'textbook', 'function'];

/** Beyond which part of its checks a cell misses a goal; null where a goal isn't set. */
export const goalsOf = ({ kind, method, precision }) => ({
  incorrect: kind === 'classifiers' ? 0 : 1e-3,
  passed: method === 'probe' ? 1e-3 : AT_TIES.includes(kind) ? 5e-4 : 0,
  inconclusive: inconclusiveGoal(kind, method, precision),
  missed: AT_TIES.includes(kind) ? null : 1e-2, // what stands at a tie may be unsettled
  unnamed: FULL.includes(method) ? 0.1 : null,
  misnamed: method === 'sample' ? null : 1e-2, // what holds of the entries that were drawn is told of those
  threw: 0,
});

const inconclusiveGoal = (kind, method, precision) => {
  if (!FULL.includes(method)) return null; // they promise less
  if (precision === 'float64' && isLayered(kind) && CONCLUSIVE.includes(kind))
    return method === 'textbook' ? 0.1 : 0.02;
  if (precision === 'float32' && ['trained', 'classifiers'].includes(kind) && method === 'incremental')
    return 0.03;
  return precision === 'float64' && kind === 'smooth' && method === 'function' ? 0.03 : null;
};

/** How often each goal was missed, and of how many. */
const missesOf = (counts) => ({
  incorrect: [counts.incorrect, counts.right],
  passed: [counts.passed, counts.beyond],
  inconclusive: [counts.inconclusive, counts.right],
  missed: [counts.seen - counts.found, counts.seen],
  unnamed: [counts.nameable - counts.named, counts.nameable],
  misnamed: [counts.misnamed, counts.diagnosed],
  threw: [counts.threw, counts.right + counts.threw],
});

const NAMES = {
  incorrect: 'right called incorrect',
  passed: 'wrong beyond the limit called correct',
  inconclusive: 'right called inconclusive',
  missed: 'not found',
  unnamed: 'the cause not named',
  misnamed: 'a false cause named',
  threw: 'ended with an error',
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

/** Each goal over all cells that have it: how often it was missed, of how many, and how many may be. */
export const goalsTogether = (cells) =>
  Object.keys(NAMES).map((goal) => {
    const together = { name: NAMES[goal], count: 0, of: 0, allowed: 0 };
    for (const cell of cells) {
      const part = goalsOf(cell)[goal];
      if (part === null) continue;
      const [count, of] = missesOf(cell.counts)[goal];
      together.count += count;
      together.of += of;
      together.allowed += part * of;
    }
    return together;
  });
