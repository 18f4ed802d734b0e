import { describe, it } from 'vitest';
import { whyNoAdapter } from '../testing/adapter.ts';
import { testKernels } from '../testing/test-kernels.ts';

const missing = await whyNoAdapter();
if (missing === null) describe('webgpu', () => testKernels('webgpu'));
else it.skip(`webgpu: ${missing}`, () => {});
