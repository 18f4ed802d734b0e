import { describe } from 'vitest';
import { testKernels } from '../testing/test-kernels.ts';

describe.each(['webasm', 'cpu'] as const)('%s', (mode) => testKernels(mode));
