/** The scale of a layer's pre-activations z: at least 1, and their root mean square where that is larger. */
export const scaleOf = (z: Float64Array): number => {
  let sum = 0;
  for (const value of z) sum += value * value;
  const scale = Math.max(1, Math.sqrt(sum / z.length));
  return Number.isFinite(scale) ? scale : 1;
};

/**
 * The step of a layer's units: about ε·scale, a power of two, so that multiplying and dividing by it is exact. Increments don't cancel,
 * so the step may be this small; it must only stay far from underflow.
 */
export const stepOf = (epsilon: number, scale: number): number => 2 ** Math.round(Math.log2(epsilon * scale));
