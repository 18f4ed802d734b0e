/** Draws of a random number generator: `random()` is uniform in [0, 1). */
export const below = (random, count) => Math.floor(random() * count);
export const oneOf = (random, values) => values[below(random, values.length)];

/** One of the keys of a record of weights. */
export const weighted = (random, weights) => {
  let left = random() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return Object.entries(weights).find(([, weight]) => (left -= weight) < 0)?.[0] ?? Object.keys(weights)[0];
};

/** Texts that steer terminals, are long, or are none. */
export const TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u001b[31mred\u001b[2J',
  '\u202egnp\u2066',
  '\u009b2J',
  'a\nb',
  '../../etc/passwd',
  '/etc/passwd',
  '__proto__',
  'constructor',
  'x'.repeat(70_000),
  '👩‍🔬',
  '\ud800',
];

/** Numbers at the ends of their ranges. */
export const NUMBERS = [0, -0, 1, -1, 0.5, 1e-320, 1e9, 2 ** 31, 2 ** 32, 2 ** 53, 1e308, 1.7e308, -1e308, NaN, Infinity]; // prettier-ignore
