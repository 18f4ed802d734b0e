import { netOf, testPrecision } from './testing/test-precision.ts';

const THE_BENCHMARKS = ['relu', 'tanh', 'gelu'] as const;
const small = THE_BENCHMARKS.flatMap((activation) => [
  netOf([4, 5, 3, 1], 3, activation),
  netOf([32, 64, 32, 1], 64, activation),
  netOf([128, 256, 64, 1], 128, activation),
]);
const deep = ([...THE_BENCHMARKS, 'elu', 'softplus'] as const).map((activation) =>
  netOf([50, 40, 40, 40, 10], 48, activation),
);

// the benchmark's larger nets: npm run bench:gpu, docs/performance.md
testPrecision('webasm', [...small, ...deep], [...small.filter(([name]) => !name.startsWith('128')), ...deep]);
