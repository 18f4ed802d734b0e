/** What those who read, show or send reports need. */

// the report
export type {
  Report,
  TensorReport,
  WorstEntry,
  KinkReport,
  TaylorReport,
  CoverageReport,
  DetectionLimit,
} from './report/report.ts';
export type { Verdict } from './judge/verdict.ts';

// what it says beside numbers
export type { Diagnosis } from './diagnose/diagnosis.ts';
export type { Finding, FindingKind } from './contract/finding.ts';
export type { Remedy } from './contract/remedy.ts';

export { diagnosisLabel } from './diagnose/diagnosis.ts';

// as JSON
export { reportToJson } from './report/report-to-json.ts';
export { reportFromJson } from './report/report-from-json.ts';

// the curve of a page
export type { EpsilonCurve } from './check/epsilon-curve.ts';
