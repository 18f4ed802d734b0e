import { createCpuEngine } from '@gradproof/engine-cpu';

const engine = createCpuEngine({ threads: 1 });
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

const given = (precision, isAlone = false) => ({ precision, isAlone });

/** How gradients are given: in which precision; of functions, as functions or as arrays alone. */
export const formsOf = (isLayered) => ({
  float64: given('float64'),
  float32: given('float32'),
  float16: given('float16'),
  bfloat16: given('bfloat16'),
  ...(isLayered ? {} : ALONE),
});

const ALONE = {
  'float64 alone': given('float64', true),
  'float32 alone': given('float32', true),
  'float16 alone': given('float16', true),
};
