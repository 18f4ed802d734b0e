import type { Baseline } from '../contract/baseline.ts';
import type { Check } from '../contract/check.ts';
import type { ControlMeasurement } from '../contract/control.ts';
import type { EngineDescription, Evaluator } from '../contract/engine.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { DrawnTensor } from '../diagnose/diagnose-sample.ts';
import type { MeasuredClaim } from './measure-claim.ts';
import type { ProbedProblem } from '../probe/probe-problem.ts';

/** What comparing entries one by one found. */
export type ComparedEntries =
  | { readonly kind: 'full'; readonly totals: Aggregate }
  | {
      readonly kind: 'sample';
      readonly totals: Aggregate;
      /** How many coordinates were asked for. */
      readonly coordinates: number;
      /** What was drawn, by tensor. */
      readonly drawn: readonly DrawnTensor[];
    };

/** The control's measurements; null where there is no control. */
interface Measured {
  readonly measured: readonly ControlMeasurement[] | null;
}

/** What differentiating found, by coverage. Everything that follows takes it from here. */
export type Observation =
  | (ComparedEntries & Measured)
  | ({
      readonly kind: 'probe';
      /** The rounding of the claim, which probes allow for. */
      readonly measuredClaim: MeasuredClaim;
    } & ProbedProblem);

/** A check whose coordinates have all been differentiated and compared. */
export interface ObservedCheck {
  readonly check: Check;
  readonly resolved: ResolvedOptions;
  readonly engine: EngineDescription;
  readonly baseline: Baseline;
  readonly observation: Observation;
  /** For what must be measured again. */
  readonly evaluator: Evaluator;
  /** How long the check has taken by now. */
  readonly seconds: () => number;
}
