import { checkGradient } from '@gradproof/core';
import type { Report } from '@gradproof/core/report';
import { layoutOf } from '@gradproof/flatteners';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { scatter } from './scatter.ts';

let report: Report;
beforeAll(async () => {
  const cost = ({ w }: { w: number[] }) => w.reduce((sum, x) => sum + x ** 2, 0);
  report = await checkGradient({ parameters: { w: [1, 2] }, cost, gradient: { w: [2, 4] } });
});

const drawn = (largest: number) => {
  const values = Float64Array.of(largest / 3, largest);
  const layout = layoutOf([{ name: 'w', shape: [2] }]);
  const { chart } = scatter({ layout, grad: values, gradapprox: values }, report);
  return parseHTML(`<body>${chart.markup}</body>`).document;
};

/** Where the labels under the picture are, and what they say. */
const ticksOf = (largest: number) =>
  [...drawn(largest).querySelectorAll('[aria-label="x-axis tick label"] text')].map((label) => ({
    at: Number(/translate\(([-\d.]+),/.exec(label.getAttribute('transform')!)![1]),
    text: label.textContent,
  }));

describe('scatter', () => {
  /** Of a letter in 13 px, at the most. */
  const LETTER = 8;

  it.each([1e-310, 8e-300, 3e-7, 0.02, 0.8, 1, 8.6, 8.8, 4000, 7e5, 8e299, 1.7e308])(
    'has room for the labels of its axes where the largest entry is %d',
    (largest) => {
      const ticks = ticksOf(largest);
      expect(ticks).toHaveLength(5);
      for (const [k, { at, text }] of ticks.slice(1).entries()) {
        const before = ticks[k]!;
        expect(at - before.at).toBeGreaterThan((LETTER * (text.length + before.text.length)) / 2);
      }
    },
  );

  it.each([5e-324, 1e-300, 1.7e308])('draws both entries where the largest is %d', (largest) => {
    const dots = [...drawn(largest).querySelectorAll('circle')];
    expect(dots).toHaveLength(2);
    for (const dot of dots) expect(Number(dot.getAttribute('cx'))).toBeGreaterThan(0);
  });
});
