/** What a search for the best step met, coordinate by coordinate (or direction). */
export interface StepSearch {
  /** How often a step was taken, by the power of two next below it. */
  readonly steps: Readonly<Record<number, number>>;
  /** Where J jumps at θ. */
  readonly jumps: readonly number[];
  /** Where no step shows a derivative: J is rough at every scale. */
  readonly rough: readonly number[];
}

/** The same with the coordinates (or directions) along which J never moved, to the bit. */
export interface LineSearch extends StepSearch {
  readonly constant: readonly number[];
}

/** Both searches together; the coordinates in order when `a` comes before `b`. */
export const mergeSearches = (a: StepSearch | null, b: StepSearch | null): StepSearch | null => {
  if (a === null || b === null) return a ?? b;
  const steps: Record<number, number> = { ...a.steps };
  for (const [level, count] of Object.entries(b.steps)) steps[+level] = (steps[+level] ?? 0) + count;
  return { steps, jumps: [...a.jumps, ...b.jumps], rough: [...a.rough, ...b.rough] };
};

/** The same of searches of lines. */
export const mergeLineSearches = (a: LineSearch, b: LineSearch): LineSearch => ({
  ...mergeSearches(a, b)!,
  constant: [...a.constant, ...b.constant],
});

/** The median of the steps, as a power of two; null when none was taken. */
export const medianStep = ({ steps }: StepSearch): number | null => {
  const levels = Object.entries(steps).sort(([a], [b]) => +a - +b);
  const half = levels.reduce((sum, [, count]) => sum + count, 0) / 2;
  let passed = 0;
  for (const [level, count] of levels) {
    passed += count;
    if (passed >= half) return 2 ** +level;
  }
  return null;
};
