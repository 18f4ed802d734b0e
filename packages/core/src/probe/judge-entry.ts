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

/** How far the entry lies outside its slope, or beyond its two. */
const restOf = (own: number, { slope, bend }: ProbedSlope): number =>
  Math.max(0, Math.abs(own - slope) - Math.abs(bend.value) / 2);

/** Both slopes of a coordinate at a kink; null where it has one. */
export const kinkOf = (coordinate: number, { slope, bound, obstacle }: ProbedSlope): FoundKink | null =>
  obstacle === 'kink' || obstacle === 'jump'
    ? { coordinate, lower: slope - bound, upper: slope + bound, isJump: obstacle === 'jump' }
    : null;

const normOf = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)); // prettier-ignore

/** Every entry of the tensor by itself. Those found wrong are repaired in `grad`. */
export const probeEntries = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { tensor, tolerated, slopes, grad } = probe;
  const each = await slopes.each(tensor, 0);
  const found: FoundEntry[] = [];
  const kinks: FoundKink[] = [];
  const rests: number[] = [];
  const bounds: number[] = [];
  each.forEach((slope, k) => {
    const coordinate = tensor.start + k;
    const wrong = wrongEntry({ coordinate, grad: grad[coordinate]! }, slope, tolerated);
    const kink = kinkOf(coordinate, slope);
    if (kink) kinks.push(kink);
    bounds.push(slope.bound - Math.abs(slope.bend.value) / 2);
    if (wrong === null) rests.push(restOf(grad[coordinate]!, slope));
    else found.push(wrong);
  });
  for (const { coordinate, gradapprox } of found) grad[coordinate] = gradapprox;
  const bound = normOf(bounds);
  const notFinite = each.some(({ obstacle }) => obstacle === 'non-finite');
  return {
    ...{ found, kinks, bound },
    ...{ failing: false, isWhole: true, explanation: null },
    obstacle: notFinite ? 'non-finite' : null,
    rest: normOf(rests),
    visible: 2 * bound + tolerated,
  };
};
