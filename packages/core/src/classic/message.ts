const YELLOW = '\u001b[93m';
const GREEN = '\u001b[92m';
const RESET = '\u001b[0m';

/** The exercise's rule: a difference above it is a mistake. */
export const CLASSIC_THRESHOLD = 2e-7;

/** Prints the exercise's verdict: in yellow that there is a mistake, in green that there is none. NaN is a mistake. */
export const printClassicVerdict = (difference: number): void => {
  const message =
    difference <= CLASSIC_THRESHOLD
      ? `${GREEN}Your backward propagation works perfectly fine! difference = ${difference}${RESET}`
      : `${YELLOW}There is a mistake in the backward propagation! difference = ${difference}${RESET}`;
  console.log(message);
};
