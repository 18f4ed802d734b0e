import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import { writeProblem } from '@gradproof/formats';
import {
  backwardPropagate,
  createForwardPass,
  type NetworkDescription,
  parameterShapes,
  tensor,
} from '@gradproof/model';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A net that is checked, and how. */
export interface CheckedProblem {
  readonly folder: string;
  /** Options of `check` and `submit` alike. */
  readonly options: readonly string[];
  /** Options of `check` alone; by default `--threads 1`. */
  readonly checkOptions?: readonly string[] | undefined;
  /** How `submit` cuts it; by default one shard. */
  readonly shardSeconds?: string | undefined;
}

/** What a net is made from; its gradient is right. */
interface Net {
  readonly features: number;
  readonly examples: number;
  readonly layers: NetworkDescription['layers'];
  readonly seed?: number;
}

/** Weights of variance 1/inputs, so that signals neither die nor explode; a mean squared error. */
const problemOf = ({ features, examples, layers, seed = 1 }: Net) => {
  const random = createRandom(seed);
  const between = (spread: number) => spread * (2 * random() - 1);
  const network: NetworkDescription = { layers, cost: 'mean-squared-error', l2: 0 };
  const layout = layoutOf(parameterShapes(network, features));
  const theta = new Float64Array(layout.size);
  for (const { shape, offset, size } of layout.tensors)
    for (let at = offset; at < offset + size; at++) theta[at] = between(Math.sqrt(3 / shape[1]!));
  const numbers = (length: number) => Float64Array.from({ length }, () => between(1));
  const X = tensor([features, examples], numbers(features * examples));
  const outputs = layers.at(-1)!.units;
  const Y = tensor([outputs, examples], numbers(outputs * examples));
  const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
  return { problem: { kind: 'layered' as const, network, layout, theta, X, Y }, grad, costValue: undefined };
};

const layersOf = (depth: number, units: number, activation: 'tanh' | 'identity') =>
  Array.from({ length: depth }, () => ({ units, activation }));

const small = (seed: number): Net => ({ features: 3, examples: 4, layers: layersOf(2, 3, 'tanh'), seed });

/** A net of 24 parameters for every seed, 0, 1, …, with its gradient. */
export const smallProblem = (seed: number) => problemOf(small(seed + 1));

/** The nets of the scenarios, written once. */
export interface Problems {
  /** A shard of milliseconds. */
  readonly tiny: () => Promise<CheckedProblem>;
  /** Eleven shards of a few tenths of a second each, by the textbook. */
  readonly slow: () => Promise<CheckedProblem>;
  /** A few shards on a processor, a dozen (a block each) in float32. */
  readonly medium: (engine: 'cpu' | 'gpu') => Promise<CheckedProblem>;
  /** Ten thousand shards of nothing. */
  readonly countless: () => Promise<CheckedProblem>;
  readonly remove: () => Promise<void>;
}

/** Opens a temporary folder for them. */
export const openProblems = async (): Promise<Problems> => {
  const place = await mkdtemp(join(tmpdir(), 'gradproof-fleet-'));
  const written = new Map<string, Promise<string>>();
  const folderOf = (name: string, net: Net): Promise<string> => {
    const folder = join(place, name);
    if (!written.has(name))
      written.set(
        name,
        writeProblem(folder, problemOf(net)).then(() => folder),
      );
    return written.get(name)!;
  };
  return {
    tiny: async () => ({ folder: await folderOf('tiny', small(1)), options: [] }),
    slow: async () => ({
      folder: await folderOf('slow', { features: 16, examples: 50, layers: layersOf(10, 16, 'tanh') }),
      options: ['--method', 'textbook', '--epsilon', '1e-4'],
      shardSeconds: '0.05',
    }),
    medium: async (engine) => ({
      folder: await folderOf('medium', { features: 64, examples: 50, layers: layersOf(3, 64, 'tanh') }),
      options: ['--engine', engine],
      checkOptions: engine === 'gpu' ? ['--device', 'webasm'] : undefined,
      shardSeconds: '0.001',
    }),
    countless: async () => ({
      folder: await folderOf('countless', {
        features: 1024, // a unit's row is a block
        examples: 2,
        layers: [{ units: 10_000, activation: 'identity' }],
      }),
      options: [],
      shardSeconds: '1e-9',
    }),
    remove: () => rm(place, { recursive: true, force: true }),
  };
};
