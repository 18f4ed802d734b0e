import { checkGradient } from '@gradproof/core';
import type { Report } from '@gradproof/core/report';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { epsilonChart } from './epsilon-chart.ts';
import type { Markup } from './markup.ts';
import { tensorChart } from './tensor-chart.ts';

let report: Report;
beforeAll(async () => {
  const cost = ({ w }: { w: number[] }) => w.reduce((sum, x) => sum + x ** 2, 0);
  report = await checkGradient({ parameters: { w: [1, 2] }, cost, gradient: { w: [2, 4] } });
});

const drawn = ({ markup }: Markup) => parseHTML(`<body>${markup}</body>`).document.querySelector('svg')!;
const curve = { coordinates: 2, points: [{ epsilon: 1e-3, difference: 1e-9 }] };
const textbook = (given: Partial<Report>) => drawn(epsilonChart(curve, { ...report, ...given }));

type Picture = ReturnType<typeof drawn>;
const rules = (picture: Picture, axis: 'x' | 'y') =>
  [...picture.querySelectorAll(`[aria-label=rule] line`)].map((rule) =>
    Number(rule.getAttribute(`${axis}1`)),
  );
const anchorOf = (picture: Picture, words: string) =>
  [...picture.querySelectorAll('text')]
    .find(({ textContent }) => textContent.startsWith(words))!
    .closest('[text-anchor]')
    ?.getAttribute('text-anchor');

describe('a chart', () => {
  it.each([1e-30, 2e-7, 1e6])('draws a threshold of %d within the picture', (threshold) => {
    for (const y of rules(textbook({ threshold }), 'y')) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(320);
    }
  });

  it.each([
    [1e-30, 'start'],
    [1e-3, 'middle'],
    [5, 'end'],
    [1e5, 'end'],
  ])('draws a step of %d within the picture', (epsilon, anchor) => {
    const picture = textbook({ epsilon });
    for (const x of rules(picture, 'x')) {
      expect(x).toBeGreaterThanOrEqual(56);
      expect(x).toBeLessThanOrEqual(460 - 24);
    }
    expect(anchorOf(picture, 'this check')).toBe(anchor);
  });

  it.each([
    [1e-30, 'start'],
    [2e-7, 'middle'],
    [1, 'end'],
  ])('has room for the label of a threshold of %d', (threshold, anchor) => {
    expect(anchorOf(drawn(tensorChart({ ...report, threshold })), 'threshold')).toBe(anchor);
  });
});
