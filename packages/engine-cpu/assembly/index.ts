// The kernels' WebAssembly module. Offsets and strides count float64 numbers of the imported memory; src/kernels/kernels.ts
// says what each kernel computes, src/kernels/typescript/ is the same arithmetic, operation for operation, in TypeScript.
// The constants are exported for src/kernels/constants.spec.ts, which compares them with packages/model.
export { multiply } from './product';
export { spread } from './spread';
export { incrementLeakyRelu, incrementRelu, LEAKY_SLOPE } from './kinked-increments';
export { SMALL } from './series';
export {
  ELU,
  GELU,
  incrementElu,
  incrementGelu,
  incrementSigmoid,
  incrementSoftplus,
  incrementTanh,
  SIGMOID,
  SOFTPLUS,
  TANH,
} from './smooth-increments';
export {
  BINARY_CROSS_ENTROPY,
  costBinaryCrossEntropy,
  costMeanSquaredError,
  costSoftmaxCrossEntropy,
  SOFTMAX_CROSS_ENTROPY,
} from './costs';
