import { compareDerivatives, type ShardCheck, type ShardResult } from '../compare-shard.ts';
import { joinDerivatives } from '../join-derivatives.ts';
import type { PartialDerivatives, RunResult } from './run.ts';

/**
 * The runs' results as results of shards that cover the vector: parts of blocks, put together, are compared here.
 *
 * @param runs The results of all runs, in any order, also twice.
 * @param check The gradient to be checked, and what its comparison needs.
 * @returns The results of the runs' whole shards, then those of the parts, put together.
 */
export const completeResults = (runs: readonly RunResult[], check: ShardCheck): ShardResult[] => {
  const chains = inChains(runs.flatMap(({ parts }) => parts));
  const ofParts = chains.map((chain) => {
    const shard = { start: chain[0]!.shard.start, end: chain.at(-1)!.shard.end };
    return compareDerivatives(joinDerivatives(chain.map(({ derivatives }) => derivatives)), shard, check);
  });
  return [...runs.flatMap(({ result }) => result ?? []), ...ofParts];
};

/** The parts in order of their coordinates, each once, in chains without a gap. */
const inChains = (parts: readonly PartialDerivatives[]): PartialDerivatives[][] => {
  const once = new Map(parts.map((part) => [part.shard.start, part]));
  const chains: PartialDerivatives[][] = [];
  for (const part of [...once.values()].sort((a, b) => a.shard.start - b.shard.start)) {
    const last = chains.at(-1);
    if (last?.at(-1)!.shard.end === part.shard.start) last.push(part);
    else chains.push([part]);
  }
  return chains;
};
