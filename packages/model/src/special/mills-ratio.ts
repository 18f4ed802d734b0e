/** From here on Mills' ratio gives Φ; below, its power series converges quickly. */
export const LEAST_MILLS = 1;

/** The Taylor series stand at every quarter up to here, where the continued fraction has become short. */
const LAST_SERIES = 8;
const SPACING = 1 / 4;
/** Their last term is below 2^−53 of the ratio at half the spacing. */
const TERMS = 12;

/** R(z) = 1/(z + 1/(z + 2/(z + 3/(z + …)))), Abramowitz and Stegun 26.2.14, from its far end. */
const continuedFraction = (z: number): number => {
  const terms = Math.ceil(20 + 700 / (z * z));
  let denominator = z;
  for (let k = terms; k >= 1; k--) denominator = z + k / denominator;
  return 1 / denominator;
};

/** cₙ = R⁽ⁿ⁾(z)/n!: R′ = z·R − 1, so that (n + 1)·cₙ₊₁ = z·cₙ + cₙ₋₁. */
const taylorCoefficients = (z: number): Float64Array => {
  const ratio = continuedFraction(z);
  const coefficients = Float64Array.of(ratio, z * ratio - 1, ...Array.from({ length: TERMS - 1 }, () => 0));
  for (let n = 1; n < TERMS; n++)
    coefficients[n + 1] = (z * coefficients[n]! + coefficients[n - 1]!) / (n + 1);
  return coefficients;
};

const series = Array.from({ length: (LAST_SERIES - LEAST_MILLS) / SPACING + 1 }, (_, i) =>
  taylorCoefficients(LEAST_MILLS + i * SPACING),
);

/** Mills' ratio R(z) = (1 − Φ(z))/φ(z) of the standard normal distribution, z ≥ 1; a few units of round-off. */
export const millsRatio = (z: number): number => {
  if (z > LAST_SERIES) return continuedFraction(z);
  const nearest = Math.round((z - LEAST_MILLS) / SPACING);
  const offset = z - (LEAST_MILLS + nearest * SPACING);
  const coefficients = series[nearest]!;
  let sum = 0;
  for (let n = TERMS; n >= 0; n--) sum = sum * offset + coefficients[n]!;
  return sum;
};
