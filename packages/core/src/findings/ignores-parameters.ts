import { answered } from '../async/answered.ts';
import { untilAborted } from '../async/until-aborted.ts';
import { pointOn } from '../numerics/point-on.ts';
import { slopesAt } from './slopes-at.ts';
import type { WrongGradient } from './wrong-gradient.ts';

/** How far the parameters are moved to see whether the gradient follows, in their scales. */
const DISPLACED = 1 / 64;

/** Whether the gradient function gives the same at another θ, where J has another gradient: it uses other parameters than it is given. */
export const ignoresParameters = async (
  wrong: WrongGradient,
  scales: Float64Array,
  directions: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const { problem, grad, gradientAt } = wrong;
  if (!gradientAt) return false;
  const moved = pointOn(problem.theta, scales, DISPLACED);
  const ask = async () => gradientAt(Float64Array.from(moved));
  const gradient = await answered(() => untilAborted(ask(), signal), signal);
  if (!gradient || gradient.some((value, i) => value !== grad[i])) return false;
  const here = await slopesAt(wrong, problem.theta, directions, signal);
  const there = await slopesAt(wrong, moved, directions, signal);
  if (!here || !there) return false;
  return here.some(({ slope, bound }, k) => Math.abs(slope - there[k]!.slope) > bound + there[k]!.bound);
};
