import { testDiagnoses } from '@gradproof/engine-conformance';
import { createCpuEngine } from './cpu-engine.ts';

testDiagnoses('cpu', () => createCpuEngine({ threads: 1 }), { method: 'incremental', epsilon: 1e-9 });
testDiagnoses('cpu', createCpuEngine, { method: 'textbook', epsilon: 1e-6 });
testDiagnoses('cpu', () => createCpuEngine({ threads: 1 }), {
  method: 'incremental',
  epsilon: 1e-9,
  coverage: { kind: 'probe' },
});
