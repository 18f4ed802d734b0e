import type { Layout } from '@gradproof/flatteners';
import type { Aggregate } from '../contract/sums.ts';
import type { Evidence } from './evidence.ts';
import type { Standard, TensorEvidence } from './rule.ts';

/** Evidence of entries that were compared one by one, of a claim without rounding; `more` changes it. */
export const evidenceOf = (
  layout: Layout,
  totals: Aggregate,
  grad: Float64Array,
  more: Partial<Evidence> = {},
): Evidence => ({
  totals,
  grad,
  claim: {
    rounding: new Float64Array(grad.length),
    precision: 'float64' as const,
    isCoarse: false,
    isUnmeasured: false,
  },
  drawn: null,
  probes: null,
  places: layout.tensors.map(({ offset, size }) => ({ start: offset, end: offset + size })),
  threshold: 2e-7,
  cost: 1,
  thetaNorm: 1,
  noiseError: 0,
  engineError: 0,
  stepErrors: new Map(),
  truncations: [],
  ties: null,
  control: null,
  taylor: null,
  isPartial: false,
  ...more,
});

/** A tensor of which everything is known exactly: G = A = 1, no residual. */
export const exactTensor: TensorEvidence = {
  claim: 1,
  numerical: 1,
  beyond: 0,
  beyondRounding: 0,
  error: 0,
  rounding: 0,
  engineError: 0,
  unseenError: 0,
  kinkError: 0,
  stepError: 0,
  largestError: 0,
  largestRounding: 0,
  isFinite: true,
  ties: null,
  isFlat: false,
};

/** The exercise's threshold, a claim whose rounding is known, J = ‖θ‖ = 1. */
export const standard: Standard = { threshold: 2e-7, resolution: 1e-2, unmeasured: 0, cost: 1, thetaNorm: 1 };
