import type { BeneathL2Diagnosis } from './beneath-l2.ts';
import type { BroadcastDiagnosis } from './broadcast.ts';
import type { EntriesDiagnosis } from './entries.ts';
import type { MaskDiagnosis } from './mask.ts';
import type { NonFiniteDiagnosis } from './non-finite.ts';
import type { PermutedDiagnosis } from './permuted.ts';
import type { RegularizationDiagnosis } from './regularization.ts';
import type { ScaleDiagnosis } from './scale.ts';
import type { ShiftedDiagnosis } from './shifted.ts';
import type { SignDiagnosis } from './sign.ts';
import type { TransposedDiagnosis } from './transposed.ts';
import type { UnexplainedDiagnosis } from './unexplained.ts';
import type { UpstreamDiagnosis } from './upstream.ts';
import type { ZeroDiagnosis } from './zero.ts';

/** The likely mistake in a tensor's gradient: its kind, one sentence that says what it means, and the evidence. */
export type Diagnosis =
  | NonFiniteDiagnosis
  | ZeroDiagnosis
  | SignDiagnosis
  | ScaleDiagnosis
  | TransposedDiagnosis
  | RegularizationDiagnosis
  | PermutedDiagnosis
  | BroadcastDiagnosis
  | ShiftedDiagnosis
  | BeneathL2Diagnosis
  | MaskDiagnosis
  | UpstreamDiagnosis
  | EntriesDiagnosis
  | UnexplainedDiagnosis;
