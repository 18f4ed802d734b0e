import type { Asking, Line, LineDerivative, Refinement } from '../../contract/line.ts';
import { noisyKink } from './noisy-kink.ts';
import { refine } from './refine.ts';
import { Samples } from './samples.ts';
import { scan } from './scan.ts';
import { lowestOf } from './step-range.ts';
import { StepSearch } from './step-search.ts';

/** What a noisy slope is refined to where nothing else is needed, relative to it: half a percent is what a verdict takes of a tensor. */
const RELATIVE = 1e-3;

/** Among kinks no bound is finer than this part of what is needed: more of them may be hidden. */
const FLOOR = 1 / 4;

/**
 * The slope of φ at 0 and a bound of its error. Begins with six values, on three rungs of about h, 2h and 4h; takes shorter steps where φ
 * isn't smooth at that scale or truncation is too large, longer ones where noise is, and stops when the bound is small enough or can't be
 * improved. Where noise keeps the bound above what is needed, many more values are averaged.
 */
export function* differentiateLine(line: Line): Asking<LineDerivative> {
  const samples = new Samples(line);
  const found = yield* new StepSearch(samples).run();
  if (!samples.noisy || !isRefinable(found)) return found;
  const { needed, amongKinks } = refinementOf(line, samples, found);
  const isSmooth = found.kind === 'smooth';
  if (isSmooth && found.bound <= needed && (!amongKinks || found.constant)) return found;
  const range = (samples.range ??= yield* scan(samples, lowestOf(samples)));
  const kink = yield* noisyKink(samples, range, needed);
  if (kink) return kink;
  const refined = yield* refine(samples, lowestOf(samples), range, { needed });
  const isDistrusted = amongKinks && isSmooth;
  const best = refined && (isDistrusted || refined.bound < found.bound) ? refined : found;
  return amongKinks ? { ...best, bound: Math.max(best.bound, FLOOR * needed) } : best;
}

type Refinable = Extract<LineDerivative, { kind: 'smooth' | 'fit' | 'rough' }>;

const isRefinable = (found: LineDerivative): found is Refinable =>
  found.kind === 'smooth' || found.kind === 'fit' || found.kind === 'rough';

const refinementOf = ({ refinement, needed }: Line, { bends }: Samples, { slope }: Refinable): Refinement =>
  refinement ?? { needed: needed ?? RELATIVE * Math.abs(slope), amongKinks: bends };
