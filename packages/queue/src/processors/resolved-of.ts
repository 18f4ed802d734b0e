import type { ResolvedOptions } from '@gradproof/core/fleet';
import type { CheckSpec } from '../schemas/check-spec.ts';

/** A check's options as core takes them. */
export const resolvedOf = ({ method, epsilon, threshold, seed, module }: CheckSpec): ResolvedOptions => ({
  method,
  epsilon,
  threshold,
  seed,
  coverage: { kind: 'full' },
  probesSearch: false,
  adaptive: module?.adaptive ?? false,
});
