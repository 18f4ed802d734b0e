import type { Asking, Line, LineDerivative } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { gridOf } from '../../numerics/grid-of.ts';
import { curvatureJumpOf } from './curvature-jump.ts';
import { isConstant, type Ladder, notFinite, offsetOf, RUNG_BITS, tripleAt, valuesOf } from './ladder.ts';
import { slopesBeside } from './one-sided.ts';
import { read, type Reading } from './reading.ts';

/** A fourth-order difference is best near (σ/|J|)^(1/5) times the length that J bends along; times this for its constants. */
const BEST_STEP = 2.4;

/** The first step at the most and at the least, in levels (powers of two) of the length. */
const LONGEST = -4;
const SHORTEST = -14;

/** Levels below the scale at which a search for a smooth scale ends. */
const DEPTH = 44;

/** Levels that a step may grow above the best for `reach`, so that it doesn't run off where J is almost quadratic. */
const GROWTH = 1;

/** Where it may grow to when an error is needed by itself, in levels of `reach`. */
const NEEDED = -2;

/** Levels that it may grow at a time. */
const LEAP = 5;

/** Levels down where J isn't smooth, and where it isn't finite or has a kink. */
const ROUGH = 5;
const OBSTACLE = 4;

/** Triples looked at, at the most. */
const ROUNDS = 16;

const levelOf = (length: number): number => Math.floor(Math.log2(length));

/** σ relative to J, where that says something. */
const relativeNoise = ({ cost, sigma }: Line): number =>
  cost === 0 || sigma === 0 ? Number.EPSILON : Math.min(sigma / Math.abs(cost), 1);

/** The best level for a length along which J bends: the noise of J decides how long a step should be. */
const bestLevel = (length: number, noise: number): number =>
  levelOf(length) + Math.min(LONGEST, Math.max(SHORTEST, levelOf(BEST_STEP * noise ** 0.2)));

/** Where steps end growing: an error that is needed by itself may take the longest that is still shorter than what J bends along. */
const highestLevel = ({ reach, needed }: Line, noise: number): number => {
  const highest = bestLevel(reach, noise) + GROWTH;
  return needed === undefined ? highest : Math.max(highest, levelOf(reach) + NEEDED);
};

/**
 * The error that the best step attains, in (σ/|J|)^(4/5) of a slope that J is made of. At h = BEST_STEP·(σ/|J|)^(1/5) noise is 8 deviations of
 * 0.95·σ/h, truncation φ⁽⁵⁾·h⁴/30: 3.2 and 1.1. About twice their sum, as h is a power of two, and no other step betters it by much.
 */
const ATTAINABLE = 8;

const attainable = (noise: number): number => ATTAINABLE * noise ** 0.8;

const smooth = ({ slope, bound, step, third }: Reading, constant = false): LineDerivative => ({
  kind: 'smooth',
  slope,
  bound,
  step,
  constant,
  third,
});

/** The error at which a reading is good enough. */
const goalOf = (line: Line, noise: number): ((slope: number) => number) => {
  const { needed } = line;
  if (needed !== undefined) return () => needed;
  const relative = Math.max(line.enough, attainable(noise));
  return (slope) => relative * Math.abs(slope);
};

/** How many levels longer a step makes the noise small enough; a few at a time, since J may bend sooner. */
const levelsToGrow = ({ noise }: Reading, enough: number): number =>
  Math.min(LEAP, Math.max(1, Math.ceil(Math.log2(noise / enough) || 1)));

/** How many levels shorter a step balances truncation (∝ h⁴) and noise (∝ 1/h). */
const levelsToBalance = ({ truncation, noise }: Reading): number =>
  Math.max(1, Math.round(Math.log2(truncation / noise) / 5) || 1);

/** The slope where J looked rough at every scale: its scatter, the same however short the step, is noise that only shows here. */
function* amongNoise(line: Line, ladder: Ladder, level: number, scatter: number): Asking<LineDerivative> {
  const noisy = { ...line, sigma: Math.max(line.sigma, scatter) };
  return smooth(read(noisy, yield* tripleAt(ladder, level)));
}

/** A second reading at half the step is trusted, too, and says the same. */
function* isConfirmed(line: Line, ladder: Ladder, level: number, reading: Reading): Asking<boolean> {
  const shorter = read(line, yield* tripleAt(ladder, level - 1));
  return shorter.trusted && Math.abs(shorter.slope - reading.slope) <= shorter.bound + reading.bound;
}

/** What looking at a level leads to: an answer, the end of the search, or another level. */
type Outcome = LineDerivative | 'end' | 'go on';

/** The search for a step: where it stands, and what it has met on the way. */
class StepSearch {
  readonly #line: Line;
  readonly #goal: (slope: number) => number;
  readonly #ladder: Ladder = new Map();
  readonly #seen = new Set<number>();
  readonly #lowest: number;
  #level: number;
  #ceiling: number;
  #best: Reading | null = null;
  #constant: Reading | null = null;
  #obstacle: LineDerivative | null = null;
  /** Of the levels at which J looked rough, or had a kink nearby. */
  #longest: number;
  /** |gap|·h of the levels at which J looked rough. */
  readonly #scatters: number[] = [];

  constructor(line: Line) {
    const noise = relativeNoise(line);
    this.#line = line;
    this.#goal = goalOf(line, noise);
    this.#lowest = Math.max(levelOf(line.scale) - DEPTH, levelOf(line.rounding) + RUNG_BITS);
    this.#level = Math.max(bestLevel(line.scale, noise), this.#lowest);
    this.#ceiling = highestLevel(line, noise);
    this.#longest = this.#lowest;
  }

  *run(): Asking<LineDerivative> {
    for (let round = 0; round < ROUNDS && this.#level >= this.#lowest; round++) {
      const outcome = yield* this.#look();
      if (outcome === 'end') break;
      if (outcome !== 'go on') return outcome;
    }
    return yield* this.#conclude();
  }

  /** Reads the slope at the level, and decides what follows from it. */
  *#look(): Asking<Outcome> {
    const [line, ladder, level] = [this.#line, this.#ladder, this.#level];
    this.#seen.add(level);
    const triple = yield* tripleAt(ladder, level);
    const bad = notFinite(triple);
    if (bad) return this.#meetNonFinite(bad);
    const reading = read(line, triple);
    if (isConstant(triple, line)) return this.#meetConstant(reading);
    const bend = yield* curvatureJumpOf(line, ladder, triple, level, this.#lowest);
    if (bend.kind === 'kink' || bend.kind === 'jump') return slopesBeside(line, triple, bend.kind);
    const isRough =
      !reading.trusted || (this.#scatters.length > 0 && !(yield* isConfirmed(line, ladder, level, reading)));
    if (bend.kind === 'nearby' || isRough) return this.#meetRoughness(reading, bend.kind === 'nearby');
    if (bend.kind === 'faint') return smooth({ ...reading, bound: reading.bound + bend.width });
    return this.#improve(reading);
  }

  #meetNonFinite(bad: { readonly offset: number; readonly cost: number }): Outcome {
    if (this.#best) return 'end';
    this.#obstacle = { kind: 'non-finite', ...bad };
    return this.#descend(OBSTACLE);
  }

  #meetConstant(reading: Reading): Outcome {
    if (this.#scatters.length > 0) return 'end'; // constant on a short line, not on a longer one: J's values lie on a grid
    this.#constant = reading;
    if (this.#level + LEAP > this.#ceiling) return 'end'; // else the step may just be too short to move J, as of a small parameter in float32
    this.#level += LEAP;
    return 'go on';
  }

  #meetRoughness(reading: Reading, isKinkNearby: boolean): Outcome {
    if (this.#best && reading.step > this.#best.step) return 'end';
    this.#obstacle = { kind: 'rough', slope: reading.slope, step: reading.step };
    if (!isKinkNearby || this.#best)
      this.#scatters.push(Math.max(reading.gap, reading.noise / BOUND_DEVIATIONS) * reading.step);
    this.#longest = Math.max(this.#longest, this.#level);
    this.#best = null; // a longer step can't be trusted over what this one sees
    return this.#descend(isKinkNearby ? OBSTACLE : ROUGH);
  }

  /** Goes down, and no more above. */
  #descend(levels: number): Outcome {
    this.#level -= levels;
    this.#ceiling = this.#level;
    return 'go on';
  }

  /** Takes the reading where it is the best so far, and goes where a better one may be. */
  #improve(reading: Reading): Outcome {
    if (this.#best === null || reading.bound < this.#best.bound) this.#best = reading;
    const best = this.#best;
    if (best.bound <= this.#goal(best.slope)) return smooth(best);
    const next = this.#nextLevel(reading);
    if (this.#seen.has(next)) return 'end';
    this.#level = next;
    return 'go on';
  }

  #nextLevel(reading: Reading): number {
    if (reading.truncation > reading.noise) {
      this.#ceiling = this.#level - 1;
      return this.#level - levelsToBalance(reading);
    }
    return Math.min(this.#ceiling, this.#level + levelsToGrow(reading, this.#goal(reading.slope)));
  }

  *#conclude(): Asking<LineDerivative> {
    if (this.#best) return smooth(this.#best);
    const scatters = this.#scatters;
    const grid = gridOf(valuesOf(this.#ladder));
    const isGrid = grid > 0 || (this.#constant !== null && scatters.length > 0);
    if (isGrid || scatters.length > 1)
      return yield* amongNoise(this.#line, this.#ladder, this.#longest, Math.max(grid, ...scatters));
    if (this.#constant) return smooth(this.#constant, true);
    return this.#obstacle ?? { kind: 'rough', slope: 0, step: offsetOf(this.#level) };
  }
}

/**
 * The slope of φ at 0 and a bound of its error. Begins with six values, on three rungs of about h, 2h and 4h; takes shorter steps where φ
 * isn't smooth at that scale or truncation is too large, longer ones where noise is, and stops when the bound is small enough or can't be
 * improved.
 */
export const differentiateLine = (line: Line): Asking<LineDerivative> => new StepSearch(line).run();
