import { embed } from '../numerics/direction.ts';
import { findEntries } from './find-entries.ts';
import { kinkOf, wrongEntry } from './judge-entry.ts';
import type { Measured, Prober } from './prober.ts';
import type { FoundKink, TensorProbe } from './tensor-probe.ts';

/** Kinks that are looked for in a tensor; with more of them its probes say little. */
const KINKS = 8;

/**
 * Finds the coordinates that make the kink seen along a direction: what bends J adds up over them as a discrepancy does. They are looked at by
 * themselves, and left out of further directions. Gives up when the first, the largest, is too small a part for a few to make it all.
 */
export const findKinks = async (
  { slopes, grad, tensor, family }: TensorProbe,
  { needed, kinks, leaveOut, take, toleratedAt }: Prober,
  { direction, slope: { bend } }: Measured,
): Promise<void> => {
  let areFew = true;
  const kinkAt = async (coordinate: number): Promise<FoundKink | null> => {
    const [slope] = await slopes.each({ start: coordinate, end: coordinate + 1 }, needed);
    const kink = slope ? kinkOf(coordinate, slope) : null;
    if (!slope || !kink) return null;
    leaveOut(kink);
    const wrong = wrongEntry({ coordinate, grad: grad[coordinate]! }, slope, toleratedAt(coordinate));
    if (wrong) take(wrong);
    const part = Math.abs(slope.bend.value * direction[coordinate - tensor.start]!);
    areFew &&= part * KINKS >= Math.abs(bend.value);
    return kink;
  };
  const over = async (range: typeof tensor, precision: number, weight?: (coordinate: number) => number) =>
    (await slopes.along(embed(grad.length, tensor, direction, range, weight), precision, family)).bend;
  const mayGoOn = () => areFew && kinks.size < KINKS;
  await findEntries({ over, entry: kinkAt, mayGoOn }, tensor, bend);
};
