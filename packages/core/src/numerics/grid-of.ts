/** Steps between neighbouring values that must be seen, and on how many lines: fewer may have a common divisor by chance. */
const LEAST_STEPS = 3;
const LEAST_LINES = 2;

/** Units in the last place that a step may be off. */
const ROUNDINGS = 4;

/** A remainder beyond this part of the divisor isn't rounding. */
const CLEAR = 1 / 64;

/**
 * The grid that values lie on, as values do that are rounded to few digits, or counts, however smooth they seem: the common divisor of all steps
 * between neighbours on all lines. 0 where there is none, or where it is too fine to be told from rounding to float64.
 */
export const gridOf = (lines: readonly Float64Array[]): number => {
  const largest = Math.max(...lines.flatMap((values) => Array.from(values, Math.abs)));
  const error = ROUNDINGS * Number.EPSILON * largest;
  const steps = stepsOf(lines);
  let grid = steps[0]?.step ?? 0;
  const lineOfEvidence: number[] = [];
  for (const { step, line } of steps) {
    if (!(error * (1 + step / grid) <= (CLEAR * grid) / 2)) continue; // so many times the grid that rounding hides the remainder, as where there is none
    lineOfEvidence.push(line);
    grid = commonDivisor(grid, step, error);
  }
  const isEnough = lineOfEvidence.length >= LEAST_STEPS && new Set(lineOfEvidence).size >= LEAST_LINES;
  return isEnough ? grid : 0;
};

/** The steps between neighbours that aren't 0, the shortest first, and which line they lie on. */
const stepsOf = (lines: readonly Float64Array[]): { readonly line: number; readonly step: number }[] =>
  lines
    .flatMap((values, line) =>
      Array.from(values.subarray(1), (value, k) => ({ line, step: Math.abs(value - values[k]!) })),
    )
    .filter(({ step }) => step > 0)
    .sort((a, b) => a.step - b.step);

/** The greatest common divisor of two steps, a ≤ b, each uncertain by `error`, by Euclid's algorithm; 0 where rounding hides it. */
const commonDivisor = (a: number, b: number, error: number): number => {
  let [larger, smaller] = [b, a];
  let uncertainty = 2 * error;
  for (;;) {
    const times = Math.round(larger / smaller);
    uncertainty += times * uncertainty;
    if (!(uncertainty <= CLEAR * smaller)) return 0; // written so that NaN and Infinity end it, too
    const remainder = Math.abs(larger - times * smaller);
    if (remainder <= uncertainty) return smaller;
    [larger, smaller] = [smaller, remainder];
  }
};
