import { testEngine } from '@gradproof/engine-conformance';
import { createGpuEngine } from './gpu-engine.ts';
import { RELATIVE_ERROR } from './incremental/float32.ts';

testEngine('gpu, webasm', () => createGpuEngine({ device: 'webasm' }), {
  method: 'incremental',
  epsilon: 1e-9,
  precision: RELATIVE_ERROR,
});
