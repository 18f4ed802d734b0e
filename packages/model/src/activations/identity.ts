import type { Activation } from './activation.ts';

/** f(z) = z. */
export const identity: Activation = {
  value: (z) => z,
  derivative: () => 1,
  increment: (z, delta) => (Number.isNaN(z) ? NaN : delta),
  kink: null,
  near: { tables: [], increment: (_z, delta) => delta, isOdd: true },
};
