import { type CostAround, type NoiseAround, noiseAround } from './noise-around.ts';

/**
 * The noise of J by the first lengths of the parameters along which J moves at all: a network whose units stand at their kinks or are off is the same to the bit
 * until those parameters move that are 0.
 *
 * @param around J(θ), and how J is evaluated.
 * @param lengths Lengths of the parameters, the shorter ones first.
 * @param options The seed of the lines, and how many there are.
 * @returns The noise; where J stands still by all of them, its rounding.
 */
export const noiseWhereMoved = async (
  around: Omit<CostAround, 'scales'>,
  lengths: readonly [Float64Array, ...Float64Array[]],
  options: { readonly seed: number; readonly lines: number },
): Promise<NoiseAround> => {
  const [scales, ...longer] = lengths;
  let noise = await noiseAround({ ...around, scales }, options);
  for (const others of longer) {
    if (!noise.isStill) break;
    if (others.every((length, i) => length === scales[i])) continue;
    const next = await noiseAround({ ...around, scales: others }, options);
    noise = { ...next, evaluations: noise.evaluations + next.evaluations };
  }
  return noise;
};
