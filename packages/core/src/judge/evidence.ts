import type { Baseline } from '../contract/baseline.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';
import type { ProbeOutcome } from './judge-probes.ts';

/** All that a verdict is made of, whatever the coverage. */
export interface Evidence {
  readonly totals: Aggregate;
  /** What probes showed, one per tensor; null where entries were compared one by one. */
  readonly probes: readonly ProbeOutcome[] | null;
  /** What J is like at θ. */
  readonly baseline: Pick<Baseline, 'problem' | 'cost' | 'noiseAllowance'>;
  readonly options: Pick<ResolvedOptions, 'method' | 'epsilon' | 'threshold' | 'thresholdAdapts'>;
  /** How far the truncation of the step may have moved entries, by coordinate; null where it wasn't measured. */
  readonly truncations: ReadonlyMap<number, number> | null;
  /** The second opinion on the incremental method; null where there is none. */
  readonly control: ControlResult | null;
  /** The slope of the Taylor remainder; null where there is none. */
  readonly taylor: TaylorRemainder | null;
}
