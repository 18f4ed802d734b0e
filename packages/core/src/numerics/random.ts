/** Uniform numbers in [0, 1), the same for the same seed everywhere. */
export type Random = () => number;

/** mulberry32 (Ettinger): 32 bits of state, enough for choosing directions and samples. seed: an integer, 0 … 2³² − 1. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
