import { BLOCK_SIZE, planParts, planShards, type Run } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { ENOUGH, LONGEST, SHORTEST } from './fleet-runs.ts';

/**
 * How many coordinates of a function make a run that takes seconds: whole blocks where J is fast, a part of one where it is slow.
 * `secondsEach`: what a coordinate takes, as measured.
 */
export const coordinatesOfRun = (size: number, secondsEach: number, seconds?: number): number => {
  const fitting = Math.min(Math.max((size * secondsEach) / ENOUGH, SHORTEST), LONGEST);
  const coordinates = Math.floor((seconds ?? fitting) / secondsEach);
  return Math.min(Math.max(coordinates, 1), size); // of no seconds at all: everything in one
};

/** Cuts a function into runs of this many coordinates. The report doesn't depend on the cut. */
export const functionRuns = (layout: Layout, coordinates: number): Run[] =>
  coordinates < BLOCK_SIZE
    ? planParts(layout, coordinates)
    : planShards(layout, coordinates).map((shard) => ({ shard, biases: null }));
