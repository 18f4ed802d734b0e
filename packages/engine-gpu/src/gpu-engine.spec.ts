import { testDiagnoses, testEngine } from '@gradproof/engine-conformance';
import { createGpuEngine } from './gpu-engine.ts';
import { RELATIVE_ERROR } from './incremental/float32.ts';

const INCREMENTAL = { method: 'incremental', epsilon: 1e-9, precision: RELATIVE_ERROR } as const;
const createEngine = () => createGpuEngine({ device: 'webasm' });

testEngine('gpu, webasm', createEngine, INCREMENTAL);
testDiagnoses('gpu, webasm', createEngine, INCREMENTAL);
