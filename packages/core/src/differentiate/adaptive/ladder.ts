import type { Asking, Line } from '../../contract/line.ts';

/** φ(t) and φ(−t) at t = offsetOf(level). */
export interface Rung {
  readonly offset: number;
  readonly plus: number;
  readonly minus: number;
}

/** φ on both sides of 0 by level; shorter steps reuse longer ones. */
export type Ladder = Map<number, Rung>;

/** The rungs that a reading takes. */
const RUNGS = 3;

/**
 * Rungs in parts of 2^level: primes, or a wave whose length divides one would divide all and not be seen (cos 2ᵏπx, say, of a positional
 * encoding). Few bits, so that θ ± t is exact (but where it passes to another exponent).
 */
const PARTS = [1021, 1087, 967, 1151, 1031, 887, 1093];

/** Bits of a rung below 2^level. */
export const RUNG_BITS = 10;

/** t of a level: about 2^level. */
export const offsetOf = (level: number): number => {
  const turn = ((level % PARTS.length) + PARTS.length) % PARTS.length;
  return PARTS[turn]! * 2 ** (level - RUNG_BITS);
};

/** Asks for those of the rungs that are missing. */
export function* climb(ladder: Ladder, levels: readonly number[]): Asking<void> {
  const missing = levels.filter((level) => !ladder.has(level));
  if (missing.length === 0) return;
  const offsets = missing.map(offsetOf);
  const values = yield offsets.flatMap((offset) => [offset, -offset]);
  missing.forEach((level, k) =>
    ladder.set(level, { offset: offsets[k]!, plus: values[2 * k]!, minus: values[2 * k + 1]! }),
  );
}

/** Three neighbouring rungs, the shortest first. */
export type Triple = readonly [Rung, Rung, Rung];

/** Asks for what is missing of the three rungs from `level` up. */
export function* tripleAt(ladder: Ladder, level: number): Asking<Triple> {
  const levels = Array.from({ length: RUNGS }, (_, k) => level + k);
  yield* climb(ladder, levels);
  return levels.map((needed) => ladder.get(needed)!) as unknown as Triple;
}

/** A value of the triple that isn't finite, the one nearest to 0; null when all are. */
export const notFinite = (triple: Triple): { offset: number; cost: number } | null => {
  for (const { offset, plus, minus } of triple) {
    if (!Number.isFinite(plus)) return { offset, cost: plus };
    if (!Number.isFinite(minus)) return { offset: -offset, cost: minus };
  }
  return null;
};

/** φ on all rungs outwards: on the one side, and on the other. */
export const valuesOf = (ladder: Ladder): Float64Array[] => {
  const rungs = [...ladder.values()].sort((a, b) => a.offset - b.offset);
  return [Float64Array.from(rungs, ({ plus }) => plus), Float64Array.from(rungs, ({ minus }) => minus)];
};

/** True when φ never moved from φ(0). */
export const isConstant = (triple: Triple, { cost }: Line): boolean =>
  triple.every(({ plus, minus }) => plus === cost && minus === cost);
