import { rounded } from '../special/double-double.ts';
import { expm1, isSmallStep, log1p } from '../special/small-steps.ts';
import { softplusIncrement } from '../special/softplus-increment.ts';
import type { Activation } from './activation.ts';
import { sigmoid } from './sigmoid.ts';

/** f(z) = log(1 + e^z), written so that it doesn't overflow. */
export const softplus: Activation = {
  value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  derivative: sigmoid.value,
  increment: (z, delta) => rounded(softplusIncrement(z, delta)),
  kink: null,
  near: {
    tables: [sigmoid.value],
    holds: isSmallStep,
    increment: (_z, delta, sigma) => log1p(sigma * expm1(delta)),
    isOdd: false,
  },
};
