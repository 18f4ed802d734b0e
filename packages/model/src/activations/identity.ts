import type { Activation } from './activation.ts';

/** f(z) = z. */
export const identity: Activation = { value: (z) => z, derivative: () => 1, kink: null };
