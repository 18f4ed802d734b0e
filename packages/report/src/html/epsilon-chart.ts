import type { EpsilonCurve, Report } from '@gradproof/core/report';
import { Plot } from './libraries.ts';
import { sizeText } from '../text/number-text.ts';
import { differenceAxis } from './axes.ts';
import type { Markup } from './markup.ts';
import { anchorWithin, plotMarkup, powerOfTen, powers } from './plot-markup.ts';

/** The differences and the steps that are drawn; an ε further out widens the picture. */
const [LEAST, MOST] = [1e-16, 10];
const [SHORTEST, LONGEST] = [1e-13, 1];

const onAxis = (difference: number): number => Math.min(MOST, Math.max(LEAST, difference));

/** The difference over the step: a right gradient falls with ε², then rises with 1/ε; a wrong one stays where it is. */
export const epsilonChart = ({ points }: EpsilonCurve, { threshold, epsilon }: Report): Markup => {
  const drawn = points
    .filter(({ difference }) => Number.isFinite(difference))
    .map(({ epsilon: step, difference }) => ({
      step,
      difference: onAxis(difference),
      title: `ε = ${step}: difference ${sizeText(difference)}`,
    }));
  const domain: [number, number] = [Math.min(SHORTEST, epsilon), Math.max(LONGEST, epsilon)];
  return plotMarkup('The difference over the step ε, both logarithmic; the table below has the numbers.', {
    height: 320,
    marginLeft: 56,
    marginBottom: 44,
    marginRight: 24,
    x: {
      type: 'log',
      domain,
      label: 'ε',
      ticks: powers(-12, 0, 2),
      tickFormat: powerOfTen,
      grid: true,
    },
    y: differenceAxis([LEAST, MOST]),
    marks: [
      Plot.ruleY([onAxis(threshold)], { stroke: 'currentColor', strokeDasharray: '4 3' }),
      ...stepMarks(epsilon, domain),
      Plot.line(drawn, { x: 'step', y: 'difference', stroke: 'var(--accent)', strokeWidth: 2 }),
      Plot.dot(drawn, { x: 'step', y: 'difference', fill: 'var(--accent)', r: 4, title: 'title' }),
    ],
  });
};

/** A line at the step of the check, and what it is. */
const stepMarks = (epsilon: number, domain: readonly [number, number]) => [
  Plot.ruleX([epsilon], { stroke: 'currentColor', strokeDasharray: '1 3' }),
  Plot.text(['this check'], {
    x: () => epsilon,
    text: (text: string) => text,
    frameAnchor: 'top',
    dy: -10,
    textAnchor: anchorWithin(epsilon, domain),
    fill: 'currentColor',
  }),
];
