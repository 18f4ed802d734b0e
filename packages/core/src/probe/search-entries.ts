import { embed, innerProduct } from '../numerics/direction.ts';
import { findEntries, type FoundEntry, type Questions } from './find-entries.ts';
import type { Measured, Prober } from './prober.ts';
import type { TensorProbe } from './tensor-probe.ts';

/** Entries that are looked for in a tensor; one with more is wrong as a whole. */
const ENTRIES = 8;

/** Searches of a tensor, each after what the one before found was repaired. */
const SEARCHES = 2 * ENTRIES;

/** Searches in a row that find nothing before it is left at that: near the noise one may lose its way, along another direction it doesn't. */
const FRUITLESS = 6;

/** Evaluations for one tensor's searches: a bisection takes about 2·log₂ n. */
const evaluationsFor = (size: number): number => ENTRIES * (20 + 6 * Math.log2(size));

/** The one whose discrepancy is the most times its bound. */
const clearest = (probes: readonly Measured[], discrepancyOf: Prober['discrepancyOf']): Measured | null => {
  const clearness = (measured: Measured): number => {
    const { value, bound } = discrepancyOf(measured);
    return Math.abs(value) / bound;
  };
  return probes.reduce<Measured | null>(
    (best, probe) => (best === null || clearness(probe) > clearness(best) ? probe : best),
    null,
  );
};

/** Finds the entries behind the probes that fail, until fresh ones pass or no more is found. The last probes. */
export const searchEntries = async (
  { slopes, grad, tensor, family }: TensorProbe,
  { gradient, wrongEntries, measure, discrepancyOf, isFailing, judgeAlone }: Prober,
  begun: readonly Measured[],
): Promise<Measured[]> => {
  const probes = [...begun];
  const before = slopes.evaluations();
  const limit = evaluationsFor(gradient.length);
  const questionsFor = (along: Measured): Questions<FoundEntry> => ({
    over: async (range, precision, weight) => {
      const part = embed(grad.length, tensor, along.direction, range, weight);
      const { slope, bound } = await slopes.along(part, precision, family);
      return { value: innerProduct(grad, part, range) - slope, bound };
    },
    entry: judgeAlone,
    mayGoOn: () => wrongEntries.length < ENTRIES && slopes.evaluations() - before < limit,
  });
  let fruitless = 0;
  for (let search = 0; search < SEARCHES && fruitless < FRUITLESS; search++) {
    const failing = clearest(probes.filter(isFailing), discrepancyOf);
    if (!failing || !Number.isFinite(failing.slope.slope)) break;
    const questions = questionsFor(failing);
    if (!questions.mayGoOn()) break;
    const entries = await findEntries(questions, tensor, discrepancyOf(failing));
    fruitless = entries.length === 0 ? fruitless + 1 : 0;
    probes.splice(probes.indexOf(failing), 1);
    probes.push(await measure()); // a fresh one, also where nothing was found: it may have been a false alarm
  }
  return probes;
};
