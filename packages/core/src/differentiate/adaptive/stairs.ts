import { isFinitePair, type Pair, type Samples } from './samples.ts';

/** Rungs above those on which φ stands still, that show how it moves. */
const RUNGS = 3;

/**
 * The noise of values on a grid, where φ stands still at 0 and moves on both sides of it a little further off: half the least move. Null
 * where it doesn't, or where it moves on one side only, as beside a hinge.
 */
export const noiseOfStairs = ({ rungs, line: { cost } }: Samples): number | null => {
  const moves = (pair: Pair) => [Math.abs(pair.plus - cost), Math.abs(pair.minus - cost)];
  const moving = [...rungs.values()]
    .filter((pair) => isFinitePair(pair) && moves(pair).some((move) => move > 0))
    .sort((a, b) => a.offset - b.offset)
    .slice(0, RUNGS);
  if (!moving.some((pair) => moves(pair).every((move) => move > 0))) return null;
  return Math.min(...moving.flatMap(moves).filter((move) => move > 0)) / 2;
};
