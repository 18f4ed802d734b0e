/** Relative difference up to which a number counts as a round one: clip_grad_norm_ adds 10⁻⁶ to the norm that it divides by. */
const NEARLY_ROUND = 1e-5;

/** What people choose for a limit, times a power of ten. */
const CHOSEN = [1, 2, 5, 10] as const;

/** The number 1, 2 or 5·10ᵏ that a positive value is to 10⁻⁵; null when it is none. */
export const roundNumberNear = (value: number): number | null => {
  if (!(value > 0 && value < Infinity)) return null;
  const power = Math.floor(Math.log10(value));
  const candidates = CHOSEN.map((digit) => Number(`${digit}e${power}`));
  return candidates.find((round) => Math.abs(value - round) <= NEARLY_ROUND * round) ?? null;
};
