/** What those who read, show or send reports need. */

// the report
export type { Verdict } from './judge/verdict.ts';
export type {
  CoverageReport,
  DetectionLimit,
  KinkReport,
  Report,
  TaylorReport,
  TensorReport,
  WorstEntry,
} from './report/report.ts';

// what it says beside numbers
export type { Finding, FindingKind } from './contract/finding.ts';
export type { Remedy } from './contract/remedy.ts';
export type { Diagnosis } from './diagnose/diagnosis.ts';

export { diagnosisLabel } from './diagnose/diagnosis.ts';
export { type Told, type ToldOnce, toldOnce } from './report/told-once.ts';

// as JSON
export { reportFromJson } from './report/report-from-json.ts';
export { reportToJson } from './report/report-to-json.ts';

// the curve of a page
export type { EpsilonCurve } from './check/epsilon-curve.ts';
