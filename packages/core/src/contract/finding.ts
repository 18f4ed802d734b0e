import type { Remedy } from './remedy.ts';

/** What is specific to a kind of finding. */
interface FindingKindBase {
  /** Its name in reports. */
  readonly kind: string;
  /** Whether it is found while the baseline is measured, before anything is differentiated. */
  readonly ofBaseline: boolean;
  /** What makes the cost's values reproducible; null where it doesn't make them scatter. */
  readonly remedy: Remedy | null;
}

/** Every kind of finding: what a check can meet beside a wrong gradient. Where several have a remedy the first is advised. */
export const findingKinds = [
  /** J(θ) is another at every evaluation. */
  {
    kind: 'not-deterministic',
    ofBaseline: true,
    remedy: { kind: 'deterministic-cost' },
  },
  /** J(θ) is another after J was evaluated elsewhere. */
  {
    kind: 'keeps-state',
    ofBaseline: true,
    remedy: { kind: 'stateless-cost' },
  },
  /** The cost changes the parameters it is given. */
  { kind: 'changes-argument', ofBaseline: true, remedy: null },
  /** J has kinks at θ: two slopes. */
  { kind: 'kinks', ofBaseline: false, remedy: null },
  /** J jumps at θ. */
  { kind: 'jumps', ofBaseline: false, remedy: null },
  /** J shows no derivative at any step. */
  { kind: 'rough', ofBaseline: false, remedy: null },
  /** J's values scatter far more than float64's. */
  { kind: 'low-precision', ofBaseline: false, remedy: null },
  /** A gradient and its numerical gradient that are both zero to round-off. */
  { kind: 'zero', ofBaseline: false, remedy: null },
  /** The gradient is that of another point. */
  { kind: 'other-point', ofBaseline: false, remedy: null },
  /** Entries that are wrong by themselves in a tensor whose norm allows it. */
  { kind: 'entries', ofBaseline: false, remedy: null },
  /** A Taylor remainder that says otherwise than every coordinate. */
  { kind: 'taylor', ofBaseline: false, remedy: null },
  /** Coordinates that J doesn't change with. */
  { kind: 'constant', ofBaseline: false, remedy: null },
  /** Every parameter is 0. */
  { kind: 'all-zero', ofBaseline: false, remedy: null },
  /** A tensor whose units are all the same. */
  { kind: 'symmetric', ofBaseline: false, remedy: null },
  /** The gradient is another at every call. */
  { kind: 'gradient-varies', ofBaseline: false, remedy: null },
  /** The gradient is given in 16 bits. */
  { kind: 'gradient-precision', ofBaseline: false, remedy: null },
] as const satisfies readonly FindingKindBase[];

/** The name of a kind of finding. */
export type FindingKind = (typeof findingKinds)[number]['kind'];

/** Something that a reader of the report should know, named. */
export interface Finding {
  readonly kind: FindingKind;
  /** One or two sentences: what it is, and what it means for the check. */
  readonly message: string;
  /** The tensor it concerns; absent when it concerns J as a whole. */
  readonly tensor?: string;
  /** How many coordinates it concerns. */
  readonly coordinates?: number;
}

/** The kinds that are found while the baseline is measured. */
export const baselineFindingKinds = findingKinds.flatMap(({ kind, ofBaseline }) =>
  ofBaseline ? [kind] : [],
);

/** What makes the cost's values reproducible, by what was found; null where nothing says that they aren't. */
export const remedyOf = (findings: readonly Finding[]): Remedy | null =>
  findingKinds.find(
    ({ kind, remedy }) => remedy !== null && findings.some((finding) => finding.kind === kind),
  )?.remedy ?? null;
