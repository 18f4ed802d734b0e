import { norm, sumOfSquares } from '../norms/sum-of-squares.ts';
import type { Random } from '../random.ts';
import type { Shard } from '../shards.ts';
import { embed, LEAST, randomDirection, ROOT_MEAN_SQUARE } from './direction.ts';
import { findEntries, type Discrepancy, type FoundEntry, type Questions } from './find-entries.ts';
import type { Slopes } from './slopes.ts';

/** Random directions by tensor: an error whose parts cancel along one doesn't along the others. */
export const PROBES = 3;
/** Tensors up to this size are differentiated entry by entry: it costs no more. */
const SMALL = 3;
/** Entries that are looked for in a tensor; one with more is wrong as a whole. */
const ENTRIES = 8;
/** Searches of a tensor, each after what the one before found was repaired. */
const SEARCHES = 2 * ENTRIES;
/** Searches in a row that find nothing before it is left at that: near the noise one may lose its way, along another direction it doesn't. */
const FRUITLESS = 6;
/** Evaluations for one tensor's searches: a bisection takes about 2·log₂ n. */
const evaluationsFor = (size: number): number => ENTRIES * (20 + 6 * Math.log2(size));
/** An error as large as this part of the tensor's root mean square, in one entry, shall be seen. */
const ENTRY_ERROR = 0.01;
/** Its discrepancy, ENTRY_ERROR·LEAST, shall be so many times the bound. */
const CLEARLY = 4;
/** A discrepancy that an error within the threshold makes along a random direction: its norm times this, with 99.9 %. */
const ALLOWANCE = 3.3 * ROOT_MEAN_SQUARE;

/** A tensor, probed. */
export interface ProbedTensor {
  /** Entries that were found wrong, by their own differences. */
  readonly found: readonly FoundEntry[];
  /** Whether probes still failed when the search ended. */
  readonly failing: boolean;
  /** About ‖grad − ∇J‖ of what isn't among the entries found: the root mean square of the last probes. */
  readonly rest: number;
  /** The largest bound of the probes. */
  readonly bound: number;
  /** A discrepancy of this size would have been seen. */
  readonly visible: number;
}

/** What is probed. */
export interface TensorProbe {
  readonly slopes: Slopes;
  /** [P]. Entries found wrong are repaired in it. */
  readonly grad: Float64Array;
  readonly tensor: Shard;
  /** Which tensor of the layout. */
  readonly family: number;
  /** ‖error‖ that is called correct. */
  readonly tolerated: number;
  readonly random: Random;
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** Σ gradᵢ·vᵢ over the range, in blocks whose sums are added in order. */
const inner = (grad: Float64Array, direction: Float64Array, { start, end }: Shard): number => {
  let total = 0;
  for (let from = start; from < end; from += 1024) {
    let sum = 0;
    for (let i = from; i < Math.min(from + 1024, end); i++) sum += grad[i]! * direction[i]!;
    total += sum;
  }
  return total;
};

const entryAt = async (
  { slopes, grad, tolerated }: TensorProbe,
  coordinate: number,
  needed: number,
): Promise<FoundEntry | null> => {
  const { slope, bound } = await slopes.at(coordinate, needed);
  const own = grad[coordinate]!;
  const isRight = Math.abs(own - slope) <= bound + tolerated;
  return isRight ? null : { coordinate, grad: own, gradapprox: slope };
};

const probeEntries = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { tensor, tolerated, slopes } = probe;
  const found: FoundEntry[] = [];
  const rests: number[] = [];
  const bounds: number[] = [];
  for (let i = tensor.start; i < tensor.end; i++) {
    const { slope, bound } = await slopes.at(i, 0);
    const own = probe.grad[i]!;
    bounds.push(bound);
    if (Math.abs(own - slope) <= bound + tolerated) rests.push(own - slope);
    else found.push({ coordinate: i, grad: own, gradapprox: slope });
  }
  const bound = Math.hypot(...bounds);
  return { found, failing: false, rest: Math.hypot(...rests), bound, visible: 2 * bound + tolerated };
};

/** A direction and D_v J along it. */
interface Measured {
  readonly own: Float64Array;
  readonly slope: number;
  readonly bound: number;
}

/** Probes a tensor along random directions, and finds the entries behind what fails: repaired in `grad`, and probed again until fresh probes pass. */
export const probeTensor = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { slopes, grad, tensor, family, tolerated, random } = probe;
  const size = tensor.end - tensor.start;
  if (size <= SMALL) return probeEntries(probe);
  const scale = norm(sumOfSquares(grad.subarray(tensor.start, tensor.end))) / Math.sqrt(size);
  const needed = (ENTRY_ERROR * LEAST * scale) / CLEARLY;
  const allowance = ALLOWANCE * tolerated;

  const measure = async (): Promise<Measured> => {
    const own = randomDirection(tensor, random);
    return { own, ...(await slopes.along(embed(grad.length, tensor, own, tensor), needed, family)) };
  };
  const discrepancyOf = ({ own, slope, bound }: Measured): Discrepancy => ({
    value: inner(grad, embed(grad.length, tensor, own, tensor), tensor) - slope,
    bound,
  });
  const isFailing = ({ value, bound }: Discrepancy) => !(Math.abs(value) <= bound + allowance);

  const found: FoundEntry[] = [];
  const before = slopes.evaluations();
  const questionsFor = ({ own }: Measured): Questions => ({
    over: async (range, precision, weight) => {
      const direction = embed(grad.length, tensor, own, range, weight);
      const { slope, bound } = await slopes.along(direction, precision, family);
      return { value: inner(grad, direction, range) - slope, bound };
    },
    entry: async (coordinate) => {
      const entry = await entryAt(probe, coordinate, needed);
      if (entry === null) return null;
      found.push(entry);
      grad[coordinate] = entry.gradapprox;
      return entry;
    },
    mayGoOn: () => found.length < ENTRIES && slopes.evaluations() - before < evaluationsFor(size),
  });

  const probes: Measured[] = [];
  let fruitless = 0;
  while (probes.length < PROBES) probes.push(await measure());
  for (let search = 0; search < SEARCHES; search++) {
    const failing = probes.find((each) => isFailing(discrepancyOf(each)));
    if (!failing) break;
    const questions = questionsFor(failing);
    if (!questions.mayGoOn()) break;
    const entries = await findEntries(questions, tensor, discrepancyOf(failing));
    probes.splice(probes.indexOf(failing), 1);
    probes.push(await measure()); // a fresh one, also where nothing was found: it may have been a false alarm
    fruitless = entries.length === 0 ? fruitless + 1 : 0;
    if (fruitless === FRUITLESS) break;
  }
  const discrepancies = probes.map(discrepancyOf);
  const bound = Math.max(...discrepancies.map((each) => each.bound));
  return {
    found,
    failing: discrepancies.some(isFailing),
    rest: rootMeanSquare(discrepancies.map(({ value }) => value)) / ROOT_MEAN_SQUARE,
    bound,
    visible: 2 * bound + allowance,
  };
};
