// The kernels' WebAssembly module. Offsets and strides count float64 numbers of the imported memory; src/kernels/kernels.ts
// says what each kernel computes, src/kernels/typescript/ is the same arithmetic, operation for operation, in TypeScript.
export { multiply } from './product';
export { spread } from './spread';
export { incrementLeakyRelu, incrementRelu } from './kinked-increments';
export {
  incrementElu,
  incrementGelu,
  incrementSigmoid,
  incrementSoftplus,
  incrementTanh,
} from './smooth-increments';
export {
  BINARY_CROSS_ENTROPY,
  ELU,
  GELU,
  LEAKY_SLOPE,
  SIGMOID,
  SMALL,
  SOFTMAX_CROSS_ENTROPY,
  SOFTPLUS,
  TANH,
} from './constants';
export { costBinaryCrossEntropy, costMeanSquaredError, costSoftmaxCrossEntropy } from './costs';
