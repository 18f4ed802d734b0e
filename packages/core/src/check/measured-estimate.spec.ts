import { describe, expect, it } from 'vitest';
import type { Estimate } from '../contract/coverage.ts';
import { measuredEstimate } from './measured-estimate.ts';

const estimateOf = (seconds: number): Estimate => ({
  evaluations: 10,
  seconds,
  probe: { evaluations: 1, seconds: 1 },
});

/** What is told, and after how many runs, where the first run takes `first` seconds and each other `secondsOfRun`. */
const told = (estimated: number, secondsOfRun: number, { runs = 200, first = secondsOfRun } = {}) => {
  const heard: { readonly after: number; readonly seconds: number }[] = [];
  let ended = 0;
  const tell = ({ seconds }: Estimate) => heard.push({ after: ended, seconds });
  const onRun = measuredEstimate(estimateOf(estimated), tell, () => first + (ended - 1) * secondsOfRun);
  while (ended < runs) onRun(++ended, runs);
  return heard;
};

const about = (seconds: number) => expect.closeTo(seconds, 9) as number;

describe('the estimate of a check by increments', () => {
  it('is told at once where even a slow machine takes less than a second', () => {
    expect(told(0.9, 0.001)).toEqual([{ after: 0, seconds: 0.9 }]);
    expect(told(1, 0.001)).toEqual([{ after: 200, seconds: about(0.2) }]);
  });

  it('is else told once, from half a second of runs, of four at least', () => {
    expect(told(373, 0.2)).toEqual([{ after: 8, seconds: about(40) }]);
    expect(told(373, 0.06)).toEqual([{ after: 13, seconds: about(12) }]);
    expect(told(1e4, 9)).toEqual([{ after: 8, seconds: about(1800) }]);
  });

  it('is not misled by the first runs, in which threads start', () => {
    expect(told(114, 0.2, { first: 3 })).toEqual([{ after: 8, seconds: about(3 + 199 * 0.2) }]);
  });

  it('is what it took, where there are few runs', () => {
    expect(told(10, 9, { runs: 3 })).toEqual([{ after: 3, seconds: 27 }]);
  });
});
