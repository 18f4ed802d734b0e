import { createCpuEngine } from '@gradproof/engine-cpu';

const cpu = createCpuEngine({ threads: 1 });
const description = await cpu.describe();

/** What the machine is, is asked once. */
const engine = { ...cpu, describe: () => Promise.resolve(description) };

const sample = ({ layout }) => ({
  kind: 'sample',
  coordinates: Math.max(layout.tensors.length, layout.size >> 1),
});

const LAYERED = {
  incremental: () => ({ engine }),
  textbook: () => ({ engine, method: 'textbook' }),
  probe: () => ({ engine, coverage: { kind: 'probe' } }),
  sample: (problem) => ({ engine, coverage: sample(problem) }),
};
const FUNCTION = {
  function: () => ({}),
  textbook: () => ({ method: 'textbook', epsilon: 1e-7 }),
  probe: () => ({ coverage: { kind: 'probe' } }),
  sample: (problem) => ({ coverage: sample(problem) }),
};

/** How problems are checked: the options of each method. */
export const methodsOf = (isLayered) => (isLayered ? LAYERED : FUNCTION);

/** In what gradients are given. */
export const precisions = ['float64', 'float32', 'float16', 'bfloat16'];

/** Of functions every third gradient is an array alone; of networks all are, since their rounding follows from their structure. */
const ALONE_EACH = 3;

/** How the gradient of a seed is given. */
export const formOf = (isLayered, precision, seed) => ({
  precision,
  isAlone: !isLayered && seed % ALONE_EACH === 0,
});
