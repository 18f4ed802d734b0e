import {
  blocksOf,
  type BlockSums,
  type CoordinateEntry,
  type PartialDerivatives,
  type Run,
  type RunResult,
  type ShardResult,
  type SumOfSquares,
} from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { z } from 'zod';
import type { VectorStore } from '../store/vector-store.ts';
import { SCHEMA } from './check-spec.ts';
import {
  decodeDerivatives,
  derivativesSchema,
  encodeDerivatives,
  nonFiniteCostSchema,
  packNonFinite,
  packOneSided,
  packSearch,
  searchSchema,
  unpackNonFinite,
  unpackOneSided,
  unpackSearch,
} from './derivatives.ts';
import { runSchema } from './jobs.ts';
import { decodeNumbers, encodeNumbers, numbersSchema, packRows, unpackRows } from './numbers.ts';
import { loadSuspects, storeSuspects, suspectsSchema } from './suspects.ts';

const count = z.number().int().min(0);

const countedSchema = z.strictObject({ count, first: numbersSchema });

/** What a run's job returns: rows of numbers packed, since a check of 10⁹ parameters has 10⁶ blocks. */
export const runResultSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('run'),
  /** The check that it belongs to: it counts in no other. */
  check: z.string().max(100),
  run: runSchema,
  /** Who computed it. */
  worker: z.string().max(200),
  /** [blocks][6 sums][exponent, high, low], then the largest error. */
  blocks: numbersSchema,
  /** [entries][coordinate, grad, gradapprox]. */
  worst: numbersSchema,
  /** [tensors][tensor, first, entries]. */
  nonFiniteGradient: numbersSchema,
  /** The same of coordinates along which J doesn't change. */
  unmoved: numbersSchema,
  nonFiniteCost: nonFiniteCostSchema,
  kinks: z.strictObject({ at: count, crossed: countedSchema, oneSided: countedSchema }),
  /** [entries][coordinate, gradapprox, its error]. */
  sample: numbersSchema,
  suspects: suspectsSchema,
  evaluations: count,
  biases: derivativesSchema.nullable(),
  /** Of functions whose steps are searched. */
  search: searchSchema.nullable(),
});

/** A run's result as it is sent. */
export type EncodedRunResult = z.infer<typeof runResultSchema>;

const SUMS = ['grad', 'gradapprox', 'residual', 'error', 'kinkError', 'beyond'] as const;
const NUMBERS_OF_BLOCK = SUMS.length * 3 + 1;

const packBlocks = (blocks: readonly BlockSums[]): string => {
  const numbers = new Float64Array(blocks.length * NUMBERS_OF_BLOCK);
  let at = 0;
  for (const block of blocks) {
    for (const sum of SUMS) {
      const { exponent, high, low } = block[sum];
      numbers.set([exponent, high, low], at);
      at += 3;
    }
    numbers[at++] = block.largestError;
  }
  return encodeNumbers(numbers);
};

const unpackBlocks = (text: string, layout: Layout, { shard }: Run): BlockSums[] => {
  const places = blocksOf(layout, shard);
  const numbers = decodeNumbers(text);
  if (numbers.length !== places.length * NUMBERS_OF_BLOCK)
    throw new RangeError(`${numbers.length} numbers for ${places.length} blocks`);
  return places.map((place, block) => {
    const sumAt = (index: number): SumOfSquares => {
      const at = block * NUMBERS_OF_BLOCK + index * 3;
      return { exponent: numbers[at]!, high: numbers[at + 1]!, low: numbers[at + 2]! };
    };
    const sums = SUMS.map((name, index) => [name, sumAt(index)] as const);
    return {
      ...place,
      ...(Object.fromEntries(sums) as Record<(typeof SUMS)[number], SumOfSquares>),
      largestError: numbers[(block + 1) * NUMBERS_OF_BLOCK - 1]!,
    };
  });
};

const decodeBiases = (run: Run, encoded: EncodedRunResult['biases']): PartialDerivatives[] => {
  if (run.biases === null || encoded === null) return [];
  const { biases } = run;
  return [{ shard: biases, derivatives: decodeDerivatives(encoded, biases.end - biases.start) }];
};

/** Entries by tensor, and back. */
const packNamed = (entries: ShardResult['unmoved']) =>
  packRows(
    Object.entries(entries).map(([tensor, { first, entries: count }]) => [Number(tensor), first, count]),
  );

const unpackNamed = (text: string): ShardResult['unmoved'] =>
  Object.fromEntries(
    unpackRows(text, 3).map(([tensor, first, entries]) => [tensor!, { first: first!, entries: entries! }]),
  );

/** A run's result in the form that is sent. Throws StoreError. */
export const encodeRunResult = async (
  check: string,
  run: Run,
  result: ShardResult,
  biases: PartialDerivatives | null,
  worker: string,
  vectors: VectorStore,
): Promise<EncodedRunResult> => ({
  schema: SCHEMA,
  kind: 'run',
  check,
  run,
  worker,
  blocks: packBlocks(result.blocks),
  worst: packRows(result.worst.map(({ coordinate, grad, gradapprox }) => [coordinate, grad, gradapprox])),
  nonFiniteGradient: packNamed(result.nonFiniteGradient),
  unmoved: packNamed(result.unmoved),
  nonFiniteCost: packNonFinite(result.nonFiniteCost),
  kinks: {
    at: result.kinks.at,
    crossed: {
      count: result.kinks.crossed.count,
      first: encodeNumbers(Float64Array.from(result.kinks.crossed.first)),
    },
    oneSided: { count: result.kinks.oneSided.count, first: packOneSided(result.kinks.oneSided.first) },
  },
  sample: packRows(
    result.sample.map(({ coordinate, gradapprox, error = 0 }) => [coordinate, gradapprox, error]),
  ),
  suspects: await storeSuspects(result.suspects, vectors),
  evaluations: result.evaluations,
  biases: biases && encodeDerivatives(biases.derivatives),
  search: result.search && packSearch(result.search),
});

/** The result again. Throws RangeError when its numbers don't fit its run, StoreError. */
export const decodeRunResult = async (
  layout: Layout,
  encoded: EncodedRunResult,
  vectors: VectorStore,
): Promise<RunResult> => ({
  result: {
    shard: encoded.run.shard,
    blocks: unpackBlocks(encoded.blocks, layout, encoded.run),
    worst: unpackRows(encoded.worst, 3).map(([coordinate, grad, gradapprox]): CoordinateEntry => ({
      coordinate: coordinate!,
      grad: grad!,
      gradapprox: gradapprox!,
    })),
    nonFiniteGradient: unpackNamed(encoded.nonFiniteGradient),
    unmoved: unpackNamed(encoded.unmoved),
    search: encoded.search && unpackSearch(encoded.search),
    nonFiniteCost: unpackNonFinite(encoded.nonFiniteCost),
    kinks: {
      at: encoded.kinks.at,
      crossed: { count: encoded.kinks.crossed.count, first: [...decodeNumbers(encoded.kinks.crossed.first)] },
      oneSided: {
        count: encoded.kinks.oneSided.count,
        first: unpackOneSided(encoded.kinks.oneSided.first),
      },
    },
    sample: unpackRows(encoded.sample, 3).map(([coordinate, gradapprox, error]) => ({
      coordinate: coordinate!,
      gradapprox: gradapprox!,
      error: error!,
    })),
    suspects: await loadSuspects(layout, encoded.run, encoded.suspects, vectors),
    evaluations: encoded.evaluations,
  },
  parts: decodeBiases(encoded.run, encoded.biases),
});
