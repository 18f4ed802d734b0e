import { describe } from 'vitest';
import { onWebGpu } from '../testing/adapter.ts';
import { testKernels } from '../testing/test-kernels.ts';

await onWebGpu('the kernels, webgpu', () => describe('webgpu', () => testKernels('webgpu')));
