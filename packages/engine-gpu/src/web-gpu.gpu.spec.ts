import { testEngine } from '@gradproof/engine-conformance';
import { it } from 'vitest';
import { createGpuEngine } from './gpu-engine.ts';
import { RELATIVE_ERROR } from './incremental/float32.ts';
import { whyNoAdapter } from './testing/adapter.ts';

const missing = await whyNoAdapter();
if (missing === null)
  testEngine('gpu, webgpu', () => createGpuEngine({ device: 'webgpu' }), {
    method: 'incremental',
    epsilon: 1e-9,
    precision: RELATIVE_ERROR,
  });
else it.skip(`gpu, webgpu: ${missing}`, () => {});
