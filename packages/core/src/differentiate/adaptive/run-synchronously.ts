import type { Asking } from '../../contract/line.ts';

/** Answers an asking computation with a synchronous φ. */
export const answer = <Result>(asking: Asking<Result>, phi: (offset: number) => number): Result => {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(phi));
  return step.value;
};
