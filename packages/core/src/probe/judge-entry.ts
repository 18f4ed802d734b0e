import { CLAIM_DEVIATIONS, ENTRY_DEVIATIONS } from '../numerics/deviations.ts';
import { exactNorm } from '../numerics/sum-of-squares.ts';
import type { FoundEntry } from './find-entries.ts';
import type { ProbedSlope } from './slopes.ts';
import type { FoundKink, ProbedTensor, TensorProbe } from './tensor-probe.ts';

/** The entry, if its own slope shows that it is wrong by more than is tolerated. Any value between two slopes is right. NaN never is. */
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

/** ‖(|r| − e − k·π)₊‖. */
const beyond = (residual: Float64Array, errors: Float64Array, rounding: Float64Array, deviations: number) =>
  exactNorm(residual.map((r, k) => Math.max(0, Math.abs(r) - errors[k]! - deviations * rounding[k]!)));

/**
 * Every entry of the tensor by itself. It is wrong by the rule by which it is where all are differentiated (docs/method.md, "The verdict"); all of it is
 * then repaired in `grad`.
 */
export const probeEntries = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { tensor, tolerated, rounding, slopes, grad } = probe;
  const gradient = grad.subarray(tensor.start, tensor.end);
  const entrySlopes = await slopes.each(tensor, 0);
  const isPresent = <Item>(item: Item | null): item is Item => item !== null;
  const kinks = entrySlopes.map((slope, k) => kinkOf(tensor.start + k, slope)).filter(isPresent);
  const right = gradient.map((g, k) => nearestRight(g, entrySlopes[k]!));
  const residual = gradient.map((g, k) => g - right[k]!);
  const bounds = gradient.map((_, k) => entrySlopes[k]!.bound - Math.abs(entrySlopes[k]!.bend.value) / 2);
  const [rest, bound] = [exactNorm(residual), exactNorm(bounds)];
  const claimAllowance = CLAIM_DEVIATIONS * exactNorm(rounding);
  const isRight =
    beyond(residual, bounds, rounding, 0) <= tolerated + claimAllowance &&
    beyond(residual, bounds, rounding, ENTRY_DEVIATIONS) <= tolerated;
  const wrongEntries = entrySlopes
    .map((slope, k) =>
      wrongEntry(
        { coordinate: tensor.start + k, grad: gradient[k]! },
        slope,
        tolerated + ENTRY_DEVIATIONS * rounding[k]!,
      ),
    )
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
    visible: 2 * (bound + claimAllowance) + tolerated,
  };
};
