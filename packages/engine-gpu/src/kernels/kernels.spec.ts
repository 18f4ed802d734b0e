import { testKernels } from '../testing/test-kernels.ts';
import { describe } from 'vitest';

describe.each(['webasm', 'cpu'] as const)('%s', (mode) => testKernels(mode));
