import { powerOfTen, powers } from './plot-markup.ts';

/** The colours of verdicts, as the page's style has them. */
export const verdictColors = {
  domain: ['correct', 'incorrect', 'inconclusive'],
  range: ['var(--correct)', 'var(--incorrect)', 'var(--inconclusive)'],
};

/** A logarithmic axis of differences, labelled from 1e-16 to 1. */
export const differenceAxis = (domain: readonly [least: number, most: number]) => ({
  type: 'log' as const,
  domain,
  label: 'difference',
  ticks: powers(-16, 0, 4),
  tickFormat: powerOfTen,
  grid: true,
});
