import type { Asking, LineDerivative } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { slopeAtEdge } from './edge.ts';
import { freeOfKinks } from './free-of-kinks.ts';
import { levelsFrom, offsetOf } from './ladder.ts';
import { areApart, hullOf, slopesBeside } from './one-sided.ts';
import { levelsToOwnScale } from './own-scale.ts';
import { readAt, type Reading } from './reading.ts';
import { isFinitePair, type Pair, type Samples } from './samples.ts';
import { better, roughFit } from './scales-that-agree.ts';
import { bestFit, scan } from './scan.ts';
import { noiseOfStairs } from './stairs.ts';
import { ceilingOf, firstLevelOf, levelsToBalance, lowestOf, relativeNoiseOf } from './step-range.ts';
import { SECOND_DIFFERENCE, verified } from './verify.ts';

/** Levels that a step may grow at a time. */
const LEAP = 5;

/** Readings looked at, at the most. */
const ROUNDS = 24;

/** An error of a slope that is small enough, relative to it: well below the threshold of 2e-7. */
const ENOUGH = 1e-9;

/**
 * The error that the best step attains, in (σ/|J|)^(4/5) of a slope that J is made of. At h = BEST_STEP·(σ/|J|)^(1/5) noise is 8 deviations of
 * 0.95·σ/h, truncation φ⁽⁵⁾·h⁴/30: 3.2 and 1.1. About twice their sum, as h is a power of two, and no other step betters it by much. Of a noisy
 * J four times that: more is left to the pairs that are added.
 */
const ATTAINABLE = { precise: 8, noisy: 32 };

/** What a kink that was met may hide below: twice its width as it shows there, and 4 of its standard deviations. */
const HIDDEN = { width: 2, deviations: 4 };

/** Noise below this part of the slope leaves no doubt that what was rejected is a kink. */
const DOUBTFUL = 1 / 20;

/** What was found, and the reading that it comes from. */
type Outcome = LineDerivative | 'end' | 'go on';

/** The search for a step: where it stands, and what it has met on the way. */
export class StepSearch {
  readonly #samples: Samples;
  readonly #lowest: number;
  readonly #relative: number;
  readonly #tried = new Set<number>();
  #level: number;
  #ceiling: number;
  #best: Reading | null = null;
  #obstacle = false;
  /** The level at which a kink or jump was seen that is at 0. */
  #bend: { readonly level: number; readonly kind: 'kink' | 'jump' } | null = null;
  #isEdgeProbed = false;

  constructor(samples: Samples) {
    this.#samples = samples;
    this.#relative = relativeNoiseOf(samples);
    this.#lowest = lowestOf(samples);
    this.#level = firstLevelOf(samples, this.#relative);
    this.#ceiling = this.#level;
  }

  *run(): Asking<LineDerivative> {
    yield* this.#begin();
    for (let round = 0; round < ROUNDS && this.#level >= this.#lowest; round++) {
      const outcome = yield* this.#look();
      if (outcome === 'end') break;
      if (outcome !== 'go on') return outcome;
    }
    return yield* this.#conclude();
  }

  /** Takes the first level, and how far steps may grow. */
  *#begin(): Asking<void> {
    const { line, noisy } = this.#samples;
    const first = this.#level;
    if (noisy && line.unscaled) this.#level += yield* levelsToOwnScale(this.#samples, offsetOf(first));
    this.#ceiling = ceilingOf(this.#samples, first, this.#level);
  }

  /** Reads the slope at the level, and decides what follows from it. */
  *#look(): Asking<Outcome> {
    const isAgain = this.#tried.has(this.#level);
    const reading = isAgain ? null : yield* readAt(this.#samples, this.#level);
    this.#tried.add(this.#level);
    const isSmooth = reading !== null && reading.smooth;
    if (isSmooth && reading.constant && this.#obstacle && this.#isOnStairs())
      return yield* new StepSearch(this.#samples).run();
    if (isSmooth && this.#improves(reading)) return 'go on';
    const best = this.#best;
    if (best && (isSmooth || isAgain || best.step < offsetOf(this.#level))) {
      const found = yield* this.#verify(best);
      if (found) return found;
      this.#level = best.level;
    }
    return yield* this.#meetObstacle(reading === null);
  }

  /** Takes the reading where it is the best so far, and goes where a better one may be; false where that is nowhere. */
  #improves(read: Reading): boolean {
    const reading = this.#obstacle ? widened(read) : read;
    const best = better(this.#best, reading)!;
    this.#best = best;
    const shrinks = reading.truncation > reading.noise;
    if (shrinks) this.#ceiling = this.#level - 1;
    const next = shrinks
      ? this.#level - levelsToBalance(reading)
      : Math.min(this.#ceiling, this.#level + this.#levelsToGrow(reading));
    const isEnough = reading.constant ? this.#level >= this.#ceiling : best.bound <= this.#goal(best);
    if (isEnough || this.#tried.has(next)) return false;
    this.#level = next;
    return true;
  }

  /** The error at which a reading is good enough. */
  #goal({ slope }: Reading): number {
    const { line, noisy } = this.#samples;
    if (line.needed !== undefined) return line.needed;
    return (
      Math.abs(slope) * Math.max(ENOUGH, ATTAINABLE[noisy ? 'noisy' : 'precise'] * this.#relative ** 0.8)
    );
  }

  /** How many levels longer a step makes the noise small enough; a few at a time, since J may bend sooner. */
  #levelsToGrow(reading: Reading): number {
    return Math.min(LEAP, Math.max(1, Math.ceil(Math.log2(reading.noise / this.#goal(reading)) || 1)));
  }

  /** Nothing better is to be had: is it true? */
  *#verify(reading: Reading): Asking<LineDerivative | null> {
    const hidden = yield* verified(this.#samples, reading);
    if (hidden === null) return null;
    const { slope, bound, step, constant, third } = reading;
    const { at, needed } = this.#samples.line;
    const isProbe = at === null && needed !== undefined; // its other directions have no more than two values each
    return { kind: 'smooth', slope, bound: isProbe ? bound : bound + hidden, step, constant, third };
  }

  /** Values on a grid, which look constant near 0: the search begins again, with their noise. */
  #isOnStairs(): boolean {
    const samples = this.#samples;
    const noise = samples.onStairs ? null : noiseOfStairs(samples);
    if (noise === null) return false;
    samples.onStairs = true;
    samples.noisy = true;
    samples.sigma = Math.max(samples.sigma, noise);
    return true;
  }

  /** Goes down where J isn't smooth at the level, and no more above. */
  *#meetObstacle(isNotFinite: boolean): Asking<Outcome> {
    this.#best = null;
    this.#obstacle = true;
    this.#ceiling = this.#level - 1;
    if (isNotFinite && !this.#isEdgeProbed) {
      this.#isEdgeProbed = true;
      const edge = yield* this.#edge();
      if (edge) return edge;
    }
    const samples = this.#samples;
    const rung = yield* samples.rung(this.#level);
    const noise = isFinitePair(rung)
      ? (BOUND_DEVIATIONS * samples.sigma) / (Math.abs(rung.slope) * rung.offset)
      : 0;
    if (isFinitePair(rung) && noise < DOUBTFUL) samples.bends = true;
    if (samples.noisy) {
      if (SECOND_DIFFERENCE * noise > 1) return 'end'; // drowned
      this.#level--;
      return 'go on';
    }
    const descent = yield* freeOfKinks(samples, this.#level, this.#lowest);
    if (descent.kind !== 'level') {
      this.#bend = { level: this.#level, kind: descent.kind };
      return 'end';
    }
    this.#level = this.#ceiling = descent.level;
    return 'go on';
  }

  /** Where J isn't finite on one side however near to 0, the slope on the other; on both, that; null where it is finite on both. */
  *#edge(): Asking<LineDerivative | null> {
    const rung = yield* this.#samples.rung(this.#lowest);
    if (isFinitePair(rung)) return null;
    const { offset, plus, minus } = rung;
    if (Number.isFinite(plus)) return yield* slopeAtEdge(this.#samples, 1, this.#level, this.#lowest);
    if (Number.isFinite(minus)) return yield* slopeAtEdge(this.#samples, -1, this.#level, this.#lowest);
    return { kind: 'non-finite', offset, cost: plus };
  }

  *#conclude(): Asking<LineDerivative> {
    const samples = this.#samples;
    const found = this.#best && (yield* this.#verify(this.#best));
    if (found) return found;
    if (samples.noisy) {
      const range = (samples.range ??= yield* scan(samples, this.#lowest));
      const fit = bestFit(samples, range);
      if (fit) return { kind: 'fit', slope: fit.slope, bound: fit.bound, step: fit.step };
      const rough = roughFit(samples, range);
      if (rough) return { kind: 'rough', slope: rough.slope, bound: rough.bound, step: rough.step };
    }
    if (this.#bend) {
      const sides = yield* slopesBeside(samples, this.#bend.level, this.#bend.kind);
      return areApart(sides) ? sides : { kind: 'fit', ...hullOf(sides), step: sides.step };
    }
    return yield* this.#withoutSlope();
  }

  /** Nothing looks like a derivative: what lies between the slopes on both sides at the shortest step that was tried. */
  *#withoutSlope(): Asking<LineDerivative> {
    const samples = this.#samples;
    const finite = [...this.#tried].filter((level) =>
      levelsFrom(level, 3).every((rung) => isFiniteAt(samples, rung)),
    );
    const sides = yield* slopesBeside(samples, Math.max(this.#lowest, Math.min(...finite)), 'kink');
    return { kind: 'rough', ...hullOf(sides), step: sides.step };
  }
}

const isFiniteAt = ({ rungs }: Samples, level: number): boolean => {
  const rung: Pair | undefined = rungs.get(level);
  return rung !== undefined && isFinitePair(rung);
};

/** A kink that was seen above may be hidden here; the plain difference may then be better. */
const widened = (reading: Reading): Reading => {
  const { kink, plain } = reading;
  const bound = reading.bound + HIDDEN.width * Math.abs(kink.width) + HIDDEN.deviations * kink.deviation;
  return plain.bound < bound ? { ...reading, ...plain } : { ...reading, bound };
};
