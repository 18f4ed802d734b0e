import { testEngine } from '@gradproof/engine-conformance';
import { createGpuEngine } from './gpu-engine.ts';
import { RELATIVE_ERROR } from './incremental/float32.ts';
import { onWebGpu } from './testing/adapter.ts';

await onWebGpu('the engine, webgpu', () =>
  testEngine('gpu, webgpu', () => createGpuEngine({ device: 'webgpu' }), {
    method: 'incremental',
    epsilon: 1e-9,
    precision: RELATIVE_ERROR,
  }),
);
