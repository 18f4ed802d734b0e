/**
 * How far gradapprox is off because θ + ε and θ − ε are rounded: the points lie (θ+ε) − (θ−ε) apart, formula (1) divides
 * by 2ε. Exact but for the last rounding.
 */
export const stepRounding = (theta: Float64Array, gradapprox: Float64Array, epsilon: number): Float64Array =>
  theta.map((value, i) => {
    const taken = value + epsilon - (value - epsilon);
    return (gradapprox[i]! * (taken - 2 * epsilon)) / (2 * epsilon);
  });
