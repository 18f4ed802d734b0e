/** Whether a multiple of θ is a constant as well, or one with the signs of θ: what is along θ is then no sign of θ. */
export const isLevel = (theta: Float64Array): boolean =>
  theta.every((parameter) => Math.abs(parameter) === Math.abs(theta[0]!));
