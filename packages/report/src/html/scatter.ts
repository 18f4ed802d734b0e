import type { Report, Verdict } from '@gradproof/core/report';
import { coordinateName, slotAt } from '@gradproof/flatteners';
import { Plot } from './libraries.ts';
import { digitsText, sizeText } from '../text/number-text.ts';
import { safeName } from '@gradproof/model';
import { verdictColors } from './axes.ts';
import { type GradientEntries, severityOf } from './gradient-entries.ts';
import type { Markup } from './markup.ts';
import { plotMarkup, signedPowerOfTen } from './plot-markup.ts';

/** So many entries are all drawn. */
const ALL = 600;
/** Of more, the picture is cut into so many cells a side, each of which shows its worst entry. */
const CELLS = 40;
/** The axes are linear within this part of the largest entry, logarithmic beyond. */
const LINEAR = 1e-3;
const linearWithin = (limit: number): number => Math.max(Number.MIN_VALUE, LINEAR * limit);

/** A picture of grad against gradapprox, and how many entries have no place in it. */
export interface Scatter {
  readonly chart: Markup;
  readonly shown: number;
  readonly notFinite: number;
}

/** grad against gradapprox: a right gradient lies on the diagonal. */
export const scatter = (entries: GradientEntries, report: Report): Scatter => {
  const { grad, gradapprox } = entries;
  const limit = Math.min(Number.MAX_VALUE, 1.15 * Math.max(largestOf(grad), largestOf(gradapprox))) || 1;
  const points = representatives(entries, limit).map((coordinate) => pointAt(coordinate, entries, report));
  const axis = axisTo(limit);
  const chart = plotMarkup(
    'grad against gradapprox, entry by entry; a right gradient lies on the diagonal. The worst entries are in the table.',
    {
      height: 440,
      marginLeft: 64,
      marginBottom: 48,
      x: { ...axis, label: 'gradapprox' },
      y: { ...axis, label: 'grad' },
      color: verdictColors,
      marks: [diagonal(limit), dots(points)],
    },
  );
  return { chart, shown: points.length, notFinite: countNotFinite(entries) };
};

/** An entry as it is drawn. */
interface Point {
  readonly grad: number;
  readonly gradapprox: number;
  /** Of its tensor. */
  readonly verdict: Verdict;
  /** Under the pointer. */
  readonly title: string;
}

const pointAt = (coordinate: number, entries: GradientEntries, { tensors }: Report): Point => {
  const { layout } = entries;
  const [grad, gradapprox] = [entries.grad[coordinate]!, entries.gradapprox[coordinate]!];
  const { verdict } = tensors[layout.tensors.indexOf(slotAt(layout, coordinate))]!;
  const title = `${safeName(coordinateName(layout, coordinate))}: grad ${digitsText(grad)}, gradapprox ${digitsText(gradapprox)}, residual ${sizeText(grad - gradapprox)}`;
  return { grad, gradapprox, verdict, title };
};

/** Both axes: linear around 0, then logarithmic up to the limit on both sides. */
const axisTo = (limit: number) => ({
  type: 'symlog' as const,
  constant: linearWithin(limit),
  domain: [-limit, limit],
  ticks: ticksWithin(limit),
  tickFormat: signedPowerOfTen,
  grid: true,
});

const diagonal = (limit: number) =>
  Plot.line(
    [
      [-limit, -limit],
      [limit, limit],
    ],
    { stroke: 'currentColor', strokeOpacity: 0.5, strokeDasharray: '4 3' },
  );

/** Those of right tensors are drawn beneath the others. */
const dots = (points: readonly Point[]) =>
  Plot.dot(
    points.toSorted((a, b) => (a.verdict < b.verdict ? -1 : 1)),
    { x: 'gradapprox', y: 'grad', fill: 'verdict', fillOpacity: 0.75, r: 3.5, title: 'title' },
  );

const countNotFinite = ({ grad, gradapprox }: GradientEntries): number =>
  grad.reduce((count, value, i) => count + (Number.isFinite(value - gradapprox[i]!) ? 0 : 1), 0);

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

/** Coordinates that stand for all: in each cell of the picture the worst one. Those that aren't finite have no place in it. */
const representatives = ({ grad, gradapprox }: GradientEntries, limit: number): number[] => {
  const isDrawn = (i: number) => Number.isFinite(grad[i]! - gradapprox[i]!);
  if (grad.length <= ALL) return Array.from(grad.keys()).filter(isDrawn);
  const constant = linearWithin(limit);
  const position = (value: number) => Math.asinh(value / constant) / Math.asinh(limit / constant); // −1 … 1
  const cellOf = (value: number) => Math.min(CELLS - 1, Math.floor(((position(value) + 1) / 2) * CELLS));
  const worst = new Map<number, number>();
  for (let i = 0; i < grad.length; i++) {
    if (!isDrawn(i)) continue;
    const cell = cellOf(grad[i]!) * CELLS + cellOf(gradapprox[i]!);
    const known = worst.get(cell);
    if (
      known === undefined ||
      severityOf(grad[i]!, gradapprox[i]!) > severityOf(grad[known]!, gradapprox[known]!)
    )
      worst.set(cell, i);
  }
  return [...worst.values()];
};

/** A power of ten near the limit on both sides, a hundredth of it (a tenth where that were too near to 0 for its label), and 0. */
const ticksWithin = (limit: number): number[] => {
  const most = 10 ** Math.floor(Math.log10(limit));
  const inner = most / 100 < 3 * LINEAR * limit ? most / 10 : most / 100;
  return [-most, -inner, 0, inner, most];
};
