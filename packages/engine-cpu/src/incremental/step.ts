/**
 * The step of a layer's units: about ε·max(1, the root mean square of its pre-activations z), a power of two, so that multiplying
 * and dividing by it is exact. Increments don't cancel, so the step may be this small; it must only stay far from underflow.
 */
export const stepOf = (epsilon: number, z: Float64Array): number => {
  let sum = 0;
  for (const value of z) sum += value * value;
  const scale = Math.max(1, Math.sqrt(sum / z.length));
  return 2 ** Math.round(Math.log2(epsilon * (Number.isFinite(scale) ? scale : 1)));
};
