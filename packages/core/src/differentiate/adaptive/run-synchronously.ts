import type { Asking } from '../../contract/line.ts';

/** Answers an asking computation with a φ that needs no waiting. */
export const answer = <Result>(asking: Asking<Result>, phi: (offset: number) => number): Result => {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(phi));
  return step.value;
};
