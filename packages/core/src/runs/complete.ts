import { slotAt, type Layout } from '@gradproof/flatteners';
import { compareDifferences, type ShardCheck, type ShardResult } from '../check-shard.ts';
import type { Differences } from '../engine.ts';
import type { PartialDifferences, RunResult } from './run.ts';

const concatenated = (arrays: readonly Float64Array[]): Float64Array => {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
};

/** Differences over neighbouring runs of coordinates, in order, as one. */
const joinDifferences = (parts: readonly Differences[]): Differences => ({
  values: concatenated(parts.map(({ values }) => values)),
  roundOff: parts.every(({ roundOff }) => roundOff !== null)
    ? concatenated(parts.map(({ roundOff }) => roundOff!))
    : null,
  evaluations: parts.reduce((sum, { evaluations }) => sum + evaluations, 0),
  kinks: {
    coordinates: parts.flatMap(({ kinks }) => kinks.coordinates),
    resolved: parts.every(({ kinks }) => kinks.resolved),
    at: parts.reduce((most, { kinks }) => Math.max(most, kinks.at), 0),
    oneSided: parts.flatMap(({ kinks }) => kinks.oneSided),
  },
  nonFinite: parts.find(({ nonFinite }) => nonFinite !== null)?.nonFinite ?? null,
});

/** The parts of each tensor, in order of their coordinates, each once. */
const byTensor = (layout: Layout, parts: readonly PartialDifferences[]): PartialDifferences[][] => {
  const once = new Map(parts.map((part) => [part.shard.start, part]));
  const ordered = [...once.values()].sort((a, b) => a.shard.start - b.shard.start);
  return [...Map.groupBy(ordered, ({ shard }) => slotAt(layout, shard.start).offset).values()];
};

/** The runs' results as results of shards that cover the vector: biases, put together, are compared here. In any order, also twice. */
export const completeResults = (runs: readonly RunResult[], check: ShardCheck): ShardResult[] => {
  const parts = runs.flatMap(({ biases }) => biases ?? []);
  const ofBiases = byTensor(check.layout, parts).map((own) => {
    const shard = { start: own[0]!.shard.start, end: own.at(-1)!.shard.end };
    return compareDifferences(joinDifferences(own.map(({ differences }) => differences)), shard, check);
  });
  return [...runs.map(({ result }) => result), ...ofBiases];
};
