import type { PlotOptions } from '@observablehq/plot';
import { parseHTML, Plot } from './libraries.ts';
import { type Markup, raw } from './markup.ts';

/** An element of the document that charts are drawn in. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** A chart as SVG, drawn while the page is built; `label` says what it shows to those who don't see it. */
export const plotMarkup = (label: string, options: PlotOptions): Markup => {
  const chart = Plot.plot({
    document: document,
    width: 460,
    style: { fontSize: '13px', background: 'none', overflow: 'visible' },
    ...options,
  });
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', label);
  return raw(chart.outerHTML);
};

/** Ticks of a logarithmic axis: 1e-7 as powers of ten. */
export const powerOfTen = (value: number): string => {
  const exponent = Math.round(Math.log10(value));
  if (exponent === 0) return '1';
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => digits[Number(digit)]!).join('')}`;
};

/** Ticks of an axis through 0: -0.01, 100, and shorter than that beyond: -10⁻³. */
export const signedPowerOfTen = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0 || (size > 5e-3 && size < 5e2)) return String(Number(value.toPrecision(3)));
  return `${value < 0 ? '-' : ''}${powerOfTen(size)}`;
};

/** Powers of ten from `least` to `most`, every `step`-th. */
export const powers = (least: number, most: number, step: number): number[] => {
  const ticks: number[] = [];
  for (let exponent = least; exponent <= most; exponent += step) ticks.push(Number(`1e${exponent}`));
  return ticks;
};

/** How a label stands at its place on a logarithmic axis: within the picture, near its edges too. */
export const anchorWithin = (
  value: number,
  [least, most]: readonly [number, number],
): 'start' | 'middle' | 'end' => {
  const part = Math.log(value / least) / Math.log(most / least);
  return part < 0.15 ? 'start' : part > 0.85 ? 'end' : 'middle';
};
