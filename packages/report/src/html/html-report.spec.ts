import { checkGradient } from '@gradproof/core';
import type { Report } from '@gradproof/core/report';
import { layoutOf } from '@gradproof/flatteners';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { GradientEntries } from './gradient-entries.ts';
import { htmlReport } from './html-report.ts';

const theta = { A: [0.3, -0.4, 1.1], B: [[0.2, 0.5]] };
const cost = ({ A, B }: typeof theta) => [...A, ...B[0]!].reduce((sum, t) => sum + Math.exp(t), 0);
const rightOf = ({ A, B }: typeof theta) => ({ A: A.map(Math.exp), B: B.map((row) => row.map(Math.exp)) });

/** A report and both gradients, of a function whose gradient of B is doubled. */
const checked = async (): Promise<{ report: Report; entries: GradientEntries }> => {
  const right = rightOf(theta);
  const gradient = { ...right, B: right.B.map((row) => row.map((g) => 2 * g)) };
  const gradapprox = new Float64Array(5);
  const report = await checkGradient(
    { parameters: theta, cost, gradient },
    { onGradapprox: ({ start }, values) => gradapprox.set(values, start) },
  );
  const layout = layoutOf([
    { name: 'A', shape: [3] },
    { name: 'B', shape: [1, 2] },
  ]);
  return { report, entries: { layout, grad: Float64Array.of(...gradient.A, ...gradient.B[0]!), gradapprox } };
};

const around = { title: 'a function', command: 'gradproof check f.ts', madeBy: 'gradproof 0', curve: null };
const parse = (page: string) => parseHTML(page).document;
type Page = ReturnType<typeof parse>;
const valuesIn = (page: Page, selector: string) =>
  [...page.querySelectorAll(selector)].map((element) => element.getAttribute('value'));

describe('htmlReport', () => {
  it('shows the numbers of the report, with all their digits behind them', async () => {
    const { report, entries } = await checked();
    const page = parse(htmlReport({ report, entries, ...around }));
    expect(page.querySelector('h1')!.textContent).toContain(report.verdict);
    expect(valuesIn(page, 'header data').slice(0, 3)).toEqual(
      [report.difference, report.threshold, report.numericalError].map(String),
    );
    const rows = [...page.querySelectorAll('section[aria-labelledby=tensors] tbody tr')];
    expect(rows.map((row) => row.querySelector('th')!.textContent)).toEqual(['A', 'B']);
    expect(valuesIn(page, 'section[aria-labelledby=tensors] tbody data')).toEqual(
      report.tensors.flatMap(({ difference, numericalError, detectionLimit }) =>
        [difference, numericalError, detectionLimit!.norm].map(String),
      ),
    );
    const entry = page.querySelector('section[aria-labelledby=entries] tbody th')!;
    expect(entry.textContent).toBe('B[0,1]');
    expect(entry.querySelector('.index')!.textContent).toBe('[0,1]'); // one line, beneath a name that is long
    expect(page.querySelector('.diagnoses')!.textContent).toContain('scale 2');
    expect(JSON.parse(page.querySelector('#report')!.textContent)).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
  });

  it('loads nothing from anywhere', async () => {
    const { report, entries } = await checked();
    const text = htmlReport({ report, entries, ...around });
    const page = parse(text);
    for (const name of ['src', 'href'])
      for (const element of page.querySelectorAll(`[${name}]`))
        expect(element.getAttribute(name)).toMatch(/^data:/);
    expect(text).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org)/);
  });

  it('escapes names, reasons and titles that would be markup', async () => {
    const { report, entries } = await checked();
    const hostile = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>';
    const tensors = report.tensors.map((tensor) => ({ ...tensor, name: hostile }));
    const layout = {
      ...entries.layout,
      tensors: entries.layout.tensors.map((slot) => ({ ...slot, name: hostile })),
    };
    const page = parse(
      htmlReport({
        report: { ...report, tensors, reason: hostile },
        entries: { ...entries, layout },
        ...around,
        title: hostile,
        command: hostile,
      }),
    );
    expect(page.querySelectorAll('[onerror]')).toHaveLength(0);
    expect(page.querySelectorAll('script')).toHaveLength(3);
    expect(page.querySelector('tbody th')!.textContent).toContain('"><img src=x');
  });

  it('isolates names, which may be written from right to left, and tells long ones apart', async () => {
    const { report, entries } = await checked();
    const long = (end: string) => `model.${'encoder.layers.'.repeat(10)}${end}`;
    const names = ['\u05de\u05e9\u05e7\u05dc', long('weight')];
    const named = <T>(all: readonly T[]) => all.map((item, i) => ({ ...item, name: names[i]! }));
    const layout = { ...entries.layout, tensors: named(entries.layout.tensors) };
    const tensors = named(report.tensors);
    const page = parse(
      htmlReport({ report: { ...report, tensors }, entries: { ...entries, layout }, ...around }),
    );
    const shown = [...page.querySelectorAll('section[aria-labelledby=tensors] tbody th bdi')];
    expect(shown.map((name) => name.textContent)).toEqual([names[0], expect.stringMatching(/….*\.weight$/)]);
    expect(page.querySelectorAll('figcaption bdi')).toHaveLength(2);
    expect(page.querySelector('.kind bdi')!.textContent).toMatch(/\.weight$/);
    const titles = [...page.querySelectorAll('section[aria-labelledby=entries] title')];
    expect(titles.map(({ textContent }) => textContent)).toContainEqual(
      expect.stringMatching(/\.weight\[0,1\]: grad/),
    );
  });

  it('says what is not finite', async () => {
    const { report, entries } = await checked();
    const grad = entries.grad.with(4, NaN);
    const page = parse(
      htmlReport({ report: { ...report, difference: NaN }, entries: { ...entries, grad }, ...around }),
    );
    expect(page.querySelector('header')!.textContent).toContain('NaN');
    expect(page.querySelector('section[aria-labelledby=entries]')!.textContent).toContain('1 is not finite');
  });

  it('tells findings, the Taylor remainder and what probes would have caught', async () => {
    const { report } = await checked();
    const message = 'J has a kink at θ along A[0].';
    const tensors = report.tensors.map((tensor) => ({
      ...tensor,
      detectionLimit: { norm: 1e-3, entry: 2e-4 },
    }));
    const probed: Report = {
      ...report,
      tensors,
      coverage: { kind: 'probe', probes: 3, evaluations: 30 },
      findings: [{ kind: 'kinks', message }],
      taylor: { slope: 1.004, steps: [], remainders: [] },
      kinks: { ...report.kinks, oneSided: 1 },
    };
    const page = parse(htmlReport({ report: probed, entries: null, ...around }));
    expect(page.querySelector('.findings li')!.textContent).toBe(message);
    expect(page.querySelector('header')!.textContent).toContain('3 probes of each tensor');
    expect(valuesIn(page, '.limits tbody data')).toEqual(['0.001', '0.0002', '0.001', '0.0002']);
    const how = page.querySelector('section[aria-labelledby=how]')!.textContent;
    expect(how).toMatch(/Probes: the gradient is compared/);
    expect(how).toMatch(/slope 1\.00: 2 when the gradient is right/);
    expect(how).toMatch(/0 units stood at one,\s+1 one-sided derivative\s/);
  });

  it('has no section of what there is nothing of', async () => {
    const { report } = await checked();
    const tensors = report.tensors.map((tensor) => ({ ...tensor, worst: [] }));
    const points = [{ epsilon: 0.1, difference: NaN }];
    const content = { report: { ...report, tensors, findings: [] }, entries: null, ...around };
    const page = parse(htmlReport({ ...content, curve: { coordinates: 5, points } }));
    for (const name of ['entries', 'epsilon', 'met'])
      expect(page.querySelector(`section[aria-labelledby=${name}]`)).toBeNull();
  });

  it('does without pictures of entries where not all are known', async () => {
    const { report } = await checked();
    const page = parse(htmlReport({ report, entries: null, ...around }));
    expect(page.querySelectorAll('.grid')).toHaveLength(0);
    expect(page.querySelector('section[aria-labelledby=entries] table')).not.toBeNull();
  });

  it('stays below 2 MB for a million entries and for hundreds of tensors, and shows the one bad entry', async () => {
    const { report } = await checked();
    const shapes = [[1000, 1000], ...Array.from({ length: 400 }, () => [40, 40])];
    const layout = layoutOf(shapes.map((shape, i) => ({ name: `T${i}`, shape })));
    const gradapprox = Float64Array.from({ length: layout.size }, (_, i) => Math.sin(i));
    const grad = gradapprox.map((g, i) => g + 1e-12 * Math.cos(i * i)).with(123_456, 9);
    const [right, wrong] = report.tensors;
    const tensors = layout.tensors.map(({ name, shape }, i) => ({
      ...(i === 0 ? wrong! : right!),
      name,
      shape,
    }));
    const text = htmlReport({
      report: { ...report, tensors, parameters: layout.size },
      entries: { layout, grad, gradapprox },
      ...around,
    });
    expect(Buffer.byteLength(text)).toBeLessThan(2e6);
    const cells = JSON.parse(parse(text).querySelector('#cells')!.textContent) as { places: string }[];
    const places = new Uint32Array(Uint8Array.from(Buffer.from(cells[0]!.places, 'base64')).buffer);
    expect(places).toContain(123_456);
    expect(text).toContain('T0[123,456]'); // the scatter has it, too
  });
});
