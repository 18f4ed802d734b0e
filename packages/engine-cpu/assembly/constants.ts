// What TypeScript has, too. The module exports each, and src/kernels/constants.spec.ts compares them with packages/model.

/** The numbers by which general.ts knows the activations that have general increments: their places in kernel-names.ts. */
export const ELU: i32 = 2;
export const SOFTPLUS: i32 = 3;
export const GELU: i32 = 4;
export const TANH: i32 = 5;
export const SIGMOID: i32 = 6;

/** The same of costs. */
export const BINARY_CROSS_ENTROPY: i32 = 0;
export const SOFTMAX_CROSS_ENTROPY: i32 = 1;

/** leaky-relu's slope for negative z. */
export const LEAKY_SLOPE: f64 = 0.01;

/** Increments up to this size take the series, whose next terms are less than 3e-18 of the sum; larger ones the general increments. */
export const SMALL: f64 = 6.103515625e-5; // 2⁻¹⁴
