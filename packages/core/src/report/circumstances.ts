import type { EngineDescription, Method } from '../contract/engine.ts';
import type { Problem } from '../contract/problem.ts';
import type { Finding } from '../contract/finding.ts';
import type { ClaimPrecision } from '../contract/gradient-precision.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import type { CoverageReport } from './report.ts';

/** What a report says about how the check was run. */
export interface Circumstances {
  /** Whose words fit: a function's gradient is computed by nobody knows what. */
  readonly problemKind: Problem['kind'];
  readonly threshold: number;
  readonly epsilon: number;
  readonly method: Method;
  readonly engine: EngineDescription;
  /** J(θ). */
  readonly cost: number;
  /** The standard deviation of J's noise. */
  readonly noise: number;
  /** The second opinion on the incremental method; null where there is none. */
  readonly control: ControlResult | null;
  /** The slope of the Taylor remainder; null where there is none. */
  readonly taylor: TaylorRemainder | null;
  readonly coverage: CoverageReport;
  /** What the gradient is given in. */
  readonly gradientPrecision: ClaimPrecision;
  readonly findings: readonly Finding[];
  readonly seed: number;
  /** Evaluations of J beside those of the shards. */
  readonly evaluations: number;
  readonly seconds: number;
}
