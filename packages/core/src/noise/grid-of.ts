/** Steps between neighbouring values that must be seen, and on how many lines: fewer may have a common divisor by chance. */
const LEAST_STEPS = 3;
const LEAST_LINES = 2;
/** Units in the last place that a step may be off. */
const ROUNDINGS = 4;
/** A rest of division beyond this part of the divisor is no rounding. */
const CLEAR = 1 / 64;

/** The greatest common divisor of steps that are off by `error`, by Euclid's algorithm; 0 where rounding hides it. */
const commonDivisor = (a: number, b: number, error: number): number => {
  let [larger, smaller] = a > b ? [a, b] : [b, a];
  let unsure = 2 * error;
  for (;;) {
    const times = Math.round(larger / smaller);
    unsure += times * unsure;
    if (!(unsure <= CLEAR * smaller)) return 0; // so that what isn't finite ends it, too
    const rest = Math.abs(larger - times * smaller);
    if (rest <= unsure) return smaller;
    [larger, smaller] = [smaller, rest];
  }
};

/**
 * The grid that values lie on, as those rounded to few digits or counted do, however smooth they look: the common divisor of all steps
 * between neighbours on all lines. 0 where there is none, or where it is too fine to be told from rounding to float64.
 */
export const gridOf = (lines: readonly Float64Array[]): number => {
  const steps = lines
    .map((values) => Array.from(values.subarray(1), (value, k) => Math.abs(value - values[k]!)))
    .map((line) => line.filter((step) => step > 0))
    .filter((line) => line.length > 0);
  const [first, ...others] = steps.flat();
  if (first === undefined || others.length + 1 < LEAST_STEPS || steps.length < LEAST_LINES) return 0;
  const largest = Math.max(...lines.flatMap((values) => Array.from(values, Math.abs)));
  const error = ROUNDINGS * Number.EPSILON * largest;
  return others.reduce((grid, step) => (grid === 0 ? 0 : commonDivisor(grid, step, error)), first);
};
