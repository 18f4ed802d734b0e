import type { Run, RunResult } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import type { VectorStore } from '../store/vector-store.ts';
import { decodePart, type EncodedPart, encodePart } from './part-result.ts';
import { decodeRunResult, type EncodedRunResult, encodeRunResult } from './run-result.ts';

/** What a run's job returns: sums by block, or derivatives where its shard begins or ends within a block. */
export type EncodedRun = EncodedRunResult | EncodedPart;

/** A run's result in the form that is sent. Throws StoreError. */
export const encodeRun = async (
  check: string,
  run: Run,
  { result, parts }: RunResult,
  worker: string,
  vectors: VectorStore,
): Promise<EncodedRun> => {
  const [part] = parts;
  if (result) return encodeRunResult(check, run, result, part ?? null, worker, vectors);
  if (part) return encodePart(check, run, part, worker);
  throw new TypeError('a run without a result');
};

/** The result again. Throws RangeError when its numbers don't fit its run, StoreError. */
export const decodeRun = async (
  layout: Layout,
  encoded: EncodedRun,
  vectors: VectorStore,
): Promise<RunResult> =>
  encoded.kind === 'run'
    ? decodeRunResult(layout, encoded, vectors)
    : { result: null, parts: [decodePart(encoded)] };
