/** How often, about, an explanation may fit by coincidence: there are some twenty of them, and a wrong one misleads. */
const COINCIDENCE = 1e-3;

/** The largest part of the residual that an explanation may leave, however many entries it is seen in. */
const LARGEST_UNEXPLAINED = 0.1;

/** In how many entries a residual is, about: (Σr²)²/Σr⁴, n of equal ones, 1 where one outweighs the others. */
export const spreadOf = (residual: ArrayLike<number>): number => {
  const values = Array.from(residual, Math.abs);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (!(largest > 0 && largest < Infinity)) return 1;
  let [squares, fourths] = [0, 0];
  for (const value of values) {
    const square = (value / largest) ** 2;
    squares += square;
    fourths += square ** 2;
  }
  return squares ** 2 / fourths;
};

/**
 * The part of a residual that an explanation may leave so that it is no coincidence. In d independent numbers one that has nothing to do with the residual
 * leaves less than the part ρ of it in about ρ^d of all cases; most explanations fit a number themselves, so that d is one less than the numbers.
 *
 * @param spread In how many numbers the residual is.
 * @returns 10⁻³ for one or two, 3 % for three, a tenth for four and more.
 */
export const unexplainedPart = (spread: number): number =>
  Math.min(LARGEST_UNEXPLAINED, COINCIDENCE ** (1 / Math.max(1, spread - 1)));
