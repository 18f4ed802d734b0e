import { onWebGpu } from './testing/adapter.ts';
import { netOf, testPrecision } from './testing/test-precision.ts';

const nets = (['relu', 'tanh', 'gelu'] as const).flatMap((activation) => [
  netOf([4, 5, 3, 1], 3, activation),
  netOf([32, 64, 32, 1], 64, activation),
  netOf([20, 12, 12, 12, 10], 24, activation),
]);

await onWebGpu('precision, webgpu', () =>
  testPrecision(
    'webgpu',
    nets,
    nets.filter(([name]) => name.startsWith('20')),
  ),
);
