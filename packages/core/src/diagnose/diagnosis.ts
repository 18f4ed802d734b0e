import type { DiagnosisKind } from './kinds/diagnosis-kind.ts';
import { type Kind, kinds } from './kinds/kinds.ts';

/** The likely mistake in a tensor's gradient: its kind, one sentence that says what it means, and the evidence. */
export type Diagnosis = Kind extends DiagnosisKind<infer D> ? D : never;

/** The kind of a diagnosis, with all that is specific to it. */
export const kindOf = (diagnosis: Diagnosis): DiagnosisKind<Diagnosis> =>
  kinds.find(({ kind }) => kind === diagnosis.kind)!;

/**
 * A diagnosis in a word or two, for a table.
 *
 * @param diagnosis The likely mistake in a tensor's gradient.
 * @returns "scale 2", "3 entries", "transposed": its label, or its kind where it has none.
 */
export const diagnosisLabel = (diagnosis: Diagnosis): string =>
  kindOf(diagnosis).label?.(diagnosis) ?? diagnosis.kind;
