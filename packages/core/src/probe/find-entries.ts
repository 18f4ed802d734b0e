import type { Shard } from '../contract/shards.ts';

/** grad·v − D_v J over a range of coordinates, and how far rounding may have moved it. */
export interface Discrepancy {
  readonly value: number;
  readonly bound: number;
}

/** An entry that was differentiated by itself and found wrong. */
export interface FoundEntry {
  readonly coordinate: number;
  readonly grad: number;
  readonly gradapprox: number;
}

/** What the search asks: of discrepancies, or of anything else that adds up over coordinates. `Entry`: what is found at one of them. */
export interface Questions<Entry> {
  /** The discrepancy over the range, each coordinate's part times its weight; its bound `needed` or smaller where that can be had. */
  readonly over: (
    range: Shard,
    needed: number,
    weight?: (coordinate: number) => number,
  ) => Promise<Discrepancy>;
  /** The entry, if it is one of those that are looked for. */
  readonly entry: (coordinate: number) => Promise<Entry | null>;
  /** Whether the search may go on: evaluations and entries are limited. */
  readonly mayGoOn: () => boolean;
}

/** A discrepancy is followed where it is so many times its bound. */
const VISIBLE = 2;

/** What is measured on the way shall be so much more precise than what is followed. */
const PRECISION = 8;

/** A window found by weighing pays when it is this much smaller than the range. */
const WORTH_WEIGHING = 8;

const sizeOf = ({ start, end }: Shard): number => end - start;
const isVisible = ({ value, bound }: Discrepancy): boolean => Math.abs(value) > VISIBLE * bound;
const less = (whole: Discrepancy, part: Discrepancy): Discrepancy => ({
  value: whole.value - part.value,
  bound: whole.bound + part.bound,
});

/**
 * Where a single wrong entry would be: weighed by a ramp 0 … 1 over the range, the discrepancy is that of the entry times its place.
 * The window that the bounds leave for it; null when it isn't much smaller than the range.
 */
const weigh = async (
  { over }: Pick<Questions<unknown>, 'over'>,
  range: Shard,
  whole: Discrepancy,
  needed: number,
): Promise<Shard | null> => {
  const size = sizeOf(range);
  const ramp = (coordinate: number) => (coordinate - range.start + 0.5) / size;
  const weighed = await over(range, needed, ramp);
  const place = weighed.value / whole.value;
  const width = (weighed.bound + whole.bound) / Math.abs(whole.value);
  const start = Math.max(range.start, range.start + Math.floor((place - width) * size) - 1);
  const end = Math.min(range.end, range.start + Math.ceil((place + width) * size) + 1);
  return end > start && sizeOf({ start, end }) * WORTH_WEIGHING <= size ? { start, end } : null;
};

/** The window holds all of the range's discrepancy. */
const holdsAll = (whole: Discrepancy, inside: Discrepancy): boolean =>
  isVisible(inside) && !isVisible(less(whole, inside));

/** The discrepancy as it was handed down, or measured anew where its bound has grown too large on the way (a rest's is the sum of two): the better of both. */
const sharpened = async (
  { over }: Pick<Questions<unknown>, 'over'>,
  range: Shard,
  handed: Discrepancy,
): Promise<Discrepancy> => {
  if (Math.abs(handed.value) > 2 * VISIBLE * handed.bound) return handed;
  const anew = await over(range, Math.abs(handed.value) / PRECISION);
  return anew.bound < handed.bound ? anew : handed;
};

/** The half by itself, where the rest's bound, the sum of two, hides what is in it. */
const measured = async ({ over }: Pick<Questions<unknown>, 'over'>, half: Shard, needed: number) => {
  const discrepancy = await over(half, needed);
  return isVisible(discrepancy) ? [{ half, discrepancy }] : [];
};

/**
 * Finds the entries that make up a discrepancy: by weighing where one entry alone may make it, otherwise by bisection, whose right halves
 * are the rest unless its bound hides it. Two evaluations for each step where a central difference is precise enough.
 */
export const findEntries = async <Entry>(
  questions: Questions<Entry>,
  range: Shard,
  handed: Discrepancy,
  mayBeOne = true,
): Promise<Entry[]> => {
  if (!questions.mayGoOn()) return [];
  if (sizeOf(range) === 1) {
    const entry = await questions.entry(range.start);
    return entry ? [entry] : [];
  }
  const whole = await sharpened(questions, range, handed);
  if (!isVisible(whole)) return [];
  const needed = Math.abs(whole.value) / PRECISION;
  if (mayBeOne && sizeOf(range) >= 3 * WORTH_WEIGHING) {
    const window = await weigh(questions, range, whole, needed);
    const inside = window && (await questions.over(window, needed));
    if (window && inside && holdsAll(whole, inside)) return findEntries(questions, window, inside);
  }
  const middle = (range.start + range.end) >> 1;
  const left = { start: range.start, end: middle };
  const right = { start: middle, end: range.end };
  const ofLeft = await questions.over(left, needed);
  const byRest = [
    { half: left, discrepancy: ofLeft },
    { half: right, discrepancy: less(whole, ofLeft) },
  ].filter(({ discrepancy }) => isVisible(discrepancy));
  const halves = byRest.length > 0 ? byRest : await measured(questions, right, needed);
  halves.sort((a, b) => Math.abs(b.discrepancy.value) - Math.abs(a.discrepancy.value));
  const entries: Entry[] = [];
  for (const { half, discrepancy } of halves)
    entries.push(...(await findEntries(questions, half, discrepancy, halves.length > 1)));
  return entries;
};
