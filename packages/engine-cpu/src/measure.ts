import type { LayeredProblem } from '@gradproof/core/engine';
import { layerPlaces, mirroredLayers, SUM_BLOCK } from '@gradproof/model';
import { bestKernels, kernelsNamed } from './kernels/choose-kernels.ts';
import { PANEL } from './kernels/kernels.ts';

/** A square product in cache, as tails have them: rows = inputs, and panels of four columns. */
const ROWS = 256;
const PANELS = 32;
const ROUNDS = 8;

/** What the product kernel reaches on this machine's one core, in GFLOP/s: the best of a few runs of about 40 ms. */
export const productPeak = (): number => {
  const panel = ROWS * PANEL;
  const { multiply } = kernelsNamed(bestKernels())(ROWS * ROWS + 2 * PANELS * panel);
  const [from, to] = [ROWS * ROWS, ROWS * ROWS + PANELS * panel];
  const operations = 2 * ROWS * ROWS * PANELS * PANEL;
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    let products = 0;
    for (; performance.now() - began < 40; products++)
      multiply(0, ROWS, ROWS, PANELS, from, panel, to, panel, SUM_BLOCK);
    best = Math.max(best, (products * operations) / (performance.now() - began) / 1e6);
  }
  return best;
};

/** Floating-point operations in the tails' products alone: as many as are done, one side of a step where the other is its mirror image. */
export const productOperations = ({ network, X }: LayeredProblem): number => {
  const [features, examples] = X.shape as [number, number];
  const places = layerPlaces(network, features);
  const mirrored = mirroredLayers(places, network.cost);
  return places.reduce((sum, { units }, index) => {
    const after = places.slice(index + 2);
    const sides = mirrored[index]! ? 1 : 2;
    const products = after.reduce((tail, place) => tail + 2 * place.inputs * place.units, 0);
    return sum + units * examples * (sides * products + 2 * places[index]!.inputs);
  }, 0);
};
