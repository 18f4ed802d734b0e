import type { Diagnosis } from '@gradproof/core';

/** A factor in at most four digits: 2, 0.3333, 1.2e-9. */
const briefly = (value: number): string => String(Number(value.toPrecision(4)));

/** A diagnosis in a word or two, for a table: "scale 2", "3 entries", "transposed". */
export const diagnosisLabel = (diagnosis: Diagnosis): string => {
  switch (diagnosis.kind) {
    case 'scale':
      return `scale ${briefly(diagnosis.factor)}`;
    case 'entries':
      return diagnosis.count === 1 ? '1 entry' : `${diagnosis.count} entries`;
    case 'upstream':
    case 'mask':
      return `${diagnosis.kind}, layer ${diagnosis.layer}`;
    default:
      return diagnosis.kind;
  }
};
