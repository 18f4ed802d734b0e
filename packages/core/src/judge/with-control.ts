import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { Judgements } from './judge.ts';

/** A control that disagrees leaves nothing proved: the checker contradicts itself. */
export const withControl = (judgements: Judgements, control: ControlResult | null): Judgements => {
  if (control === null || control.disagreeing.length === 0) return judgements;
  if (!Number.isFinite(judgements.difference)) return judgements; // what isn't finite is wrong by itself
  return { ...judgements, verdict: 'inconclusive', hindrance: 'control' };
};
