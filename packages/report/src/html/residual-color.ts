/** Below this part of the tensor's typical gradient a residual has no colour. */
const LEAST = 1e-17;
/** What the threshold allows takes so much of the colour's strength, what exceeds it the rest. */
const ALLOWED_STRENGTH = 0.16;

const TOO_LARGE = [214, 84, 0] as const; // vermilion and blue: told apart by all kinds of eyes
const TOO_SMALL = [0, 104, 190] as const;
const NOT_FINITE = [170, 0, 170] as const;

const between = (value: number, least: number, most: number): number =>
  Math.min(1, Math.max(0, Math.log(value / least) / Math.log(most / least)));

/** How strongly a residual is coloured, 0 to 1, by its logarithm; `relative`: |residual| over the tensor's typical gradient. */
export const strengthOf = (relative: number, threshold: number): number => {
  if (!(relative > 0)) return relative === 0 ? 0 : 1;
  const allowed = Math.min(Math.max(threshold, 2 * LEAST), 0.5);
  return relative <= allowed
    ? ALLOWED_STRENGTH * between(relative, LEAST, allowed)
    : ALLOWED_STRENGTH + (1 - ALLOWED_STRENGTH) * between(relative, allowed, 1);
};

/** Red, green, blue and opacity of a signed relative residual: the page's own ground shows where there is none. */
export const residualColor = (relative: number, threshold: number): [number, number, number, number] => {
  if (!Number.isFinite(relative)) return [...NOT_FINITE, 255];
  const color = relative > 0 ? TOO_LARGE : TOO_SMALL;
  return [...color, Math.round(255 * strengthOf(Math.abs(relative), threshold))];
};
