import { checkGradient } from '@gradproof/core';
import type { Report } from '@gradproof/core/report';
import { layoutOf } from '@gradproof/flatteners';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from './html-report.ts';

let report: Report;
beforeAll(async () => {
  const cost = ({ A }: { A: number[] }) => A.reduce((sum, x) => sum + Math.sin(x), 0);
  const A = [1, 2, 3, 4, 5, 6];
  report = await checkGradient({
    parameters: { A },
    cost,
    gradient: { A: A.map((x, i) => i + Math.cos(x)) },
  });
});

const around = { title: 'a function', command: 'gradproof check f.ts', madeBy: 'gradproof 0', curve: null };

/** A page of so many square wrong tensors, whose gradients have nothing to do with each other. */
const pageOf = (count: number, side: number, name: string) => {
  const layout = layoutOf(
    Array.from({ length: count }, (_, i) => ({ name: `${name}${i}`, shape: [side, side] })),
  );
  const anything = (step: number) =>
    Float64Array.from(
      { length: layout.size },
      (_, i) => Math.sin(step * i * i) * 10 ** (-3 * Math.sin(i) ** 2),
    );
  const entries = { layout, grad: anything(1.1), gradapprox: anything(1.7) };
  const { worst, ...rest } = report.tensors[0]!;
  const tensors = layout.tensors.map(({ name: its, shape }) => ({
    ...{ ...rest, name: its, shape },
    worst: worst.map((entry) => ({ ...entry, index: [side - 1, side - 1] })),
  }));
  return htmlReport({ report: { ...report, tensors, parameters: layout.size }, entries, ...around });
};

describe('the report within its page', () => {
  it.each([
    [300, 40, 'layer.'.repeat(33)],
    [1000, 12, '🚀'.repeat(60)],
    [4000, 5, 'block.attention.output.dense.'],
  ])('leaves a page of %d wrong tensors of side %d below 2 MB', (count, side, name) => {
    const text = pageOf(count, side, name);
    expect(Buffer.byteLength(text)).toBeLessThan(2e6);
    const { document } = parseHTML(text);
    const whole = document.querySelector('#report');
    const json = JSON.parse((whole ?? document.querySelector('#report-excerpt')!).textContent) as Report;
    if (whole) expect(json.tensors).toHaveLength(count);
    else expect(json.tensors.length).toBeGreaterThan(0);
  });
});
