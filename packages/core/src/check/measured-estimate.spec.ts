import { describe, expect, it } from 'vitest';
import type { Estimate } from '../contract/coverage.ts';
import { measuredEstimate } from './measured-estimate.ts';

const estimateOf = (seconds: number): Estimate => ({
  evaluations: 10,
  seconds,
  probe: { evaluations: 1, seconds: 1 },
});

/** What is told, and after how many runs, where a run takes so many seconds. */
const told = (estimated: number, secondsOfRun: number, runs = 200) => {
  const heard: { readonly after: number; readonly seconds: number }[] = [];
  let ended = 0;
  const tell = ({ seconds }: Estimate) => heard.push({ after: ended, seconds });
  const onRun = measuredEstimate(estimateOf(estimated), tell, () => ended * secondsOfRun);
  while (ended < runs) onRun(++ended, runs);
  return heard;
};

describe('the estimate of a check by increments', () => {
  it('is told at once where even a slow machine takes less than a second', () => {
    expect(told(0.9, 0.001)).toEqual([{ after: 0, seconds: 0.9 }]);
  });

  it('is else that of the first half a second, once', () => {
    expect(told(373, 0.2)).toEqual([{ after: 4, seconds: expect.closeTo(40, 9) as number }]);
    expect(told(373, 0.05)).toEqual([{ after: 10, seconds: expect.closeTo(10, 9) as number }]);
    expect(told(1, 0.001)).toEqual([{ after: 200, seconds: expect.closeTo(0.2, 9) as number }]);
  });

  it('times four runs at least, or all', () => {
    expect(told(10, 9, 3)).toEqual([{ after: 3, seconds: 27 }]);
    expect(told(1e4, 9)).toEqual([{ after: 4, seconds: 1800 }]);
  });
});
