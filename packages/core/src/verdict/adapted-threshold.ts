import { RESOLUTION } from './judge.ts';

/** The number with one digit that is next above. */
const roundedUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / power) * power).toPrecision(1));
};

/**
 * The threshold for a cost of this precision: as it is where the numerical error leaves room, else raised to that error (with one digit), as
 * long as a mistake would still be seen.
 */
export const adaptedThreshold = (threshold: number, numericalError: number): number =>
  numericalError > threshold && numericalError <= RESOLUTION ? roundedUp(numericalError) : threshold;
