import { testEngine } from '@gradproof/engine-conformance';
import { createCpuEngine } from './cpu-engine.ts';

/** The noise of a cost near 1 over ε = 1e-6, against gradients near 0.1, with truncation ε²: 1e-9, times a margin for small gradients. */
testEngine('cpu', createCpuEngine, { method: 'textbook', epsilon: 1e-6, precision: 2e-7 });

/** Some units of round-off in sums of a few dozen terms, on both sides. */
const INCREMENTAL = { method: 'incremental', epsilon: 1e-9, precision: 2e-15 } as const;
testEngine('cpu, WebAssembly', () => createCpuEngine({ kernels: 'webassembly' }), INCREMENTAL);
testEngine('cpu, TypeScript', () => createCpuEngine({ kernels: 'typescript' }), INCREMENTAL);
