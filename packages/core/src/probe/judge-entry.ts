import { exactNorm } from '../numerics/sum-of-squares.ts';
import type { FoundEntry } from './find-entries.ts';
import type { ProbedSlope } from './slopes.ts';
import type { FoundKink, ProbedTensor, TensorProbe } from './tensor-probe.ts';

/** The entry, if its own slope shows that it is wrong. Any value between two slopes is right. NaN never is. */
export const wrongEntry = (
  { coordinate, grad }: Omit<FoundEntry, 'gradapprox'>,
  { slope, bound }: ProbedSlope,
  tolerated: number,
): FoundEntry | null =>
  Math.abs(grad - slope) <= bound + tolerated ? null : { coordinate, grad, gradapprox: slope };

/** The value nearest to the entry that is right: its slope, or one between its two. */
const nearestRight = (value: number, { slope, bend, obstacle }: ProbedSlope): number => {
  if (obstacle === 'rough') return value; // whatever it is
  const half = Math.abs(bend.value) / 2;
  return Math.min(Math.max(value, slope - half), slope + half);
};

/** Both slopes of a coordinate at a kink; null where it has one. */
export const kinkOf = (coordinate: number, { slope, bound, obstacle }: ProbedSlope): FoundKink | null =>
  obstacle === 'kink' || obstacle === 'jump'
    ? { coordinate, lower: slope - bound, upper: slope + bound, isJump: obstacle === 'jump' }
    : null;

/** What of the residual is beyond twice each entry's bound. */
const excessOf = (residual: Float64Array, bounds: Float64Array): number =>
  exactNorm(residual.map((r, k) => Math.max(0, Math.abs(r) - 2 * bounds[k]!)));

/**
 * Every entry of the tensor by itself. It is wrong by its norm, as where all are differentiated (docs/method.md, "The verdict"), or by what
 * exceeds bounds that hold for each entry; all of it is then repaired in `grad`.
 */
export const probeEntries = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { tensor, tolerated, slopes, grad } = probe;
  const gradient = grad.subarray(tensor.start, tensor.end);
  const entrySlopes = await slopes.each(tensor, 0);
  const isPresent = <Item>(item: Item | null): item is Item => item !== null;
  const kinks = entrySlopes.map((slope, k) => kinkOf(tensor.start + k, slope)).filter(isPresent);
  const right = gradient.map((g, k) => nearestRight(g, entrySlopes[k]!));
  const residual = gradient.map((g, k) => g - right[k]!);
  const bounds = gradient.map((_, k) => entrySlopes[k]!.bound - Math.abs(entrySlopes[k]!.bend.value) / 2);
  const [rest, bound] = [exactNorm(residual), exactNorm(bounds)];
  const isRight = rest <= bound + tolerated && (slopes.byUnits || excessOf(residual, bounds) <= tolerated);
  const wrongEntries = entrySlopes
    .map((slope, k) => wrongEntry({ coordinate: tensor.start + k, grad: gradient[k]! }, slope, tolerated))
    .filter(isPresent);
  if (!isRight) gradient.set(right);
  return {
    kinks,
    bound,
    alone: gradient.length,
    isRepaired: true,
    explanation: null,
    wrongEntries: isRight ? [] : wrongEntries,
    failing: !isRight,
    obstacle: entrySlopes.some(({ obstacle }) => obstacle === 'non-finite') ? 'non-finite' : null,
    rest: isRight ? rest : 0,
    visible: 2 * bound + tolerated,
  };
};
