import type { Asking, LineDerivative, Refinement, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { type Fit } from './fits.ts';
import { hingeAt } from './hinge-fit.ts';
import { offsetOf } from './ladder.ts';
import { addRound, hasRoom } from './rounds-of-pairs.ts';
import type { Range, Samples } from './samples.ts';
import { agreedFit, better, roughFit } from './scales-that-agree.ts';

/** Rounds of adding pairs at all scales: BUDGET ends them. */
const ROUNDS = 40;

/** Pairs of a fit from which it counts; from which a longer scale is tried; and at which a scale is given up, one whose bound is near what is needed later. */
const PAIRS = { counts: 8, longer: 14, far: 20, near: 34 };
const NEAR = 3;

/** Deviations of the noise at the lowest rung, in what is needed times its offset: below that no fit gains anything. */
const LOWEST = 16;

/** The first scale: where about 32 pairs make the width's standard error, 1.73·8·σ/(√32·h), two thirds of what is needed. */
const FIRST = (1.5 * 1.73) / Math.sqrt(32);

/** Levels below the first scale that is tried. */
const ABOVE_BOTTOM = 2;

/** Scales at which one kink doesn't explain the values, before it is given up; rounds of pairs at each. */
const MISFITS = 2;
const HINGE_ROUNDS = [7, 8];

/** A slope that least squares found. */
export type Refined = Extract<LineDerivative, { kind: 'fit' | 'rough' }>;

/**
 * The smallest scale whose noise allows the bound that is needed: kinks bend a shorter step less. Pairs are added there, a level down where
 * they show a kink. Where kinks keep it from that, one kink close by; else the best of what was found, which may be rough.
 */
export function* refine(
  samples: Samples,
  lowest: number,
  range: Range,
  { needed }: Pick<Refinement, 'needed'>,
): Asking<Refined | null> {
  const extended = yield* extend(samples, lowest, range, needed);
  const ready = smallestEnough(samples, extended, needed);
  if (ready) return asFit(ready);
  const fit = yield* addPairs(samples, extended, needed);
  if (fit && fit.bound <= needed) return asFit(fit);
  const hinge = yield* besideHinge(samples, extended, needed, fit);
  const found = better<Slope & { readonly step: number }>(fit, hinge);
  if (found) return asFit(found);
  const rough = roughFit(samples, extended);
  return rough && { kind: 'rough', slope: rough.slope, bound: rough.bound, step: rough.step };
}

const asFit = ({ slope, bound, step }: Slope & { readonly step: number }): Refined => ({
  kind: 'fit',
  slope,
  bound,
  step,
});

/** Rungs further down, as far as their noise allows for what is needed. */
function* extend(samples: Samples, lowest: number, { bottom, top }: Range, needed: number): Asking<Range> {
  let extended = bottom;
  while (extended > lowest && BOUND_DEVIATIONS * samples.sigma < LOWEST * needed * offsetOf(extended))
    yield* samples.rung(--extended);
  return { bottom: extended, top };
}

const smallestEnough = (samples: Samples, range: Range, needed: number): Fit | null => {
  for (let level = range.bottom + ABOVE_BOTTOM; level <= range.top; level++) {
    const fit = agreedFit(samples, range, level);
    if (fit && fit.bound <= needed) return fit;
  }
  return null;
};

/** The best fit after adding pairs at the scale that should do, shorter where a kink shows, longer where noise is too large. */
function* addPairs(samples: Samples, range: Range, needed: number): Asking<Fit | null> {
  const least = range.bottom + ABOVE_BOTTOM;
  let longest = range.top;
  while (longest > least && !agreedFit(samples, range, longest)) longest--;
  const first = Math.ceil(Math.log2((FIRST * BOUND_DEVIATIONS * samples.sigma) / needed));
  let level = Math.max(least, Math.min(longest, first));
  let found: Fit | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    let fit = agreedFit(samples, range, level);
    if (fit && !hasRoom(samples)) break;
    if (fit) {
      yield* addRound(samples, level, round);
      fit = agreedFit(samples, range, level);
    }
    if (!fit) {
      longest = level - 1;
      if (found && found.level >= level) found = null;
      if (level-- <= least) break;
      continue;
    }
    if (fit.pairs >= PAIRS.counts) found = better(found, fit);
    if (found && found.bound <= needed) return found;
    if (fit.pairs >= PAIRS.longer && level < longest) level++;
    else if (fit.pairs >= (fit.bound < NEAR * needed ? PAIRS.near : PAIRS.far)) break;
  }
  return found;
}

/** A kink beside 0 keeps the step short: it is fitted, at longer ones. */
function* besideHinge(
  samples: Samples,
  { bottom, top }: Range,
  needed: number,
  fit: Fit | null,
): Asking<(Slope & { readonly step: number }) | null> {
  let best: (Slope & { readonly step: number }) | null = fit;
  let misfits = 0;
  for (let level = (fit?.level ?? bottom) + ABOVE_BOTTOM; level <= top && misfits < MISFITS; level++) {
    if (best && best.bound <= needed) break;
    let hinge = hingeAt(samples, bottom, level);
    for (const round of HINGE_ROUNDS) {
      if (hinge.kind === 'misfit' || !hasRoom(samples)) break;
      if (hinge.kind === 'hinge' && hinge.bound <= needed) break;
      yield* addRound(samples, level, round);
      hinge = hingeAt(samples, bottom, level);
    }
    if (hinge.kind === 'hinge') best = better(best, hinge);
    if (hinge.kind === 'misfit') misfits++;
  }
  return best;
}
