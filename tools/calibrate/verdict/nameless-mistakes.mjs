const inAll =
  (make) =>
  ({ right, draws }) => {
    const size = Math.hypot(...right) / Math.sqrt(right.length);
    return right.map((g) => make(g, size, draws));
  };

/** Wrong gradients whose cause nobody could tell: a check that names one is wrong about it. */
export const namelessMistakes = [
  { name: 'noise of 1 %', kinds: [], plant: inAll((g, _size, draws) => g * (1 + 0.01 * draws.normal())) },
  { name: 'other numbers', kinds: [], plant: inAll((_g, size, draws) => size * draws.normal()) },
  { name: 'tanh of it', kinds: [], plant: inAll((g, size) => size * Math.tanh(g / size)) },
  { name: 'g·|g|', kinds: [], plant: inAll((g, size) => (g * Math.abs(g)) / size) },
  { name: 'a constant more', kinds: [], plant: inAll((g, size) => g + 0.37 * size) },
];
