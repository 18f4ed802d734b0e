import { PROBES } from '../contract/coverage.ts';
import { LEAST_COMPONENT } from '../numerics/direction.ts';
import type { DetectionLimit } from '../report/report.ts';

/** What may be missed. */
const MISSED = 1e-3;

/**
 * The errors that PROBES random directions would have shown with 99.9 %, when a discrepancy beyond `visible` is seen. One entry's error r makes at
 * least |r|/2. Of an error of norm ρ in any shape the discrepancy lies within ±x with at most √2·x/ρ (two equal entries that cancel
 * are the worst), along all directions with the power of that.
 */
export const detectionLimit = (visible: number): DetectionLimit => ({
  norm: (Math.SQRT2 * visible) / MISSED ** (1 / PROBES),
  entry: visible / LEAST_COMPONENT,
});
