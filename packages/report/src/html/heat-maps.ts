import type { Report } from '@gradproof/core/report';
import type { GradientEntries } from './gradient-entries.ts';
import { heatMap, type HeatMap } from './heat-map.ts';
import { html, type Markup, raw } from './markup.ts';
import { pngAddress } from './png.ts';
import { residualColor } from './residual-color.ts';
import { shownTensors } from './tensor-chart.ts';

/** At most so many pictures, of at most so many cells together: the page stays below 2 MB. */
const [MOST_PICTURES, MOST_CELLS] = [40, 30_000];

const STRIP = 121;

/** The colours from −1 to 1 on the logarithmic scale that they have in the pictures. */
const legendAddress = (threshold: number): string => {
  const pixels = new Uint8Array(4 * STRIP);
  for (let x = 0; x < STRIP; x++) {
    const strength = (2 * x) / (STRIP - 1) - 1;
    pixels.set(residualColor(Math.sign(strength) * 10 ** (17 * (Math.abs(strength) - 1)), threshold), 4 * x);
  }
  return pngAddress(STRIP, 1, pixels);
};

const legend = ({ threshold }: Report): Markup =>
  html`<div class="legend" aria-hidden="true">
      <span>gradient too small</span><img alt="" src="${legendAddress(threshold)}" /><span>too large</span>
    </div>
    <p class="note">
      A cell’s colour is grad − gradapprox over the tensor’s typical entry (its root mean square), on a
      logarithmic scale from 10⁻¹⁷ to 1: pale up to the threshold of ${String(threshold)}, strong beyond.
      Purple is not a finite number.
    </p>`;

/** The pictures of the page and the cells that its script shows. */
export interface HeatMaps {
  readonly section: Markup;
  readonly cells: readonly HeatMap['cells'][];
}

/** A heat map per tensor, wrong tensors before right ones where not all have room. */
export const heatMaps = (entries: GradientEntries, report: Report): HeatMaps => {
  const { tensors } = report;
  const maps: HeatMap[] = [];
  let cells = 0;
  for (const place of shownTensors(tensors, MOST_PICTURES)) {
    const map = heatMap(maps.length, entries.layout.tensors[place]!, tensors[place]!, entries, report);
    cells += map.cells.rows * map.cells.columns;
    if (cells > MOST_CELLS && maps.length > 0) break;
    maps.push(map);
  }
  const rest = tensors.length - maps.length;
  const omitted = rest === 0 ? null : html`<p class="note">${rest} other tensors have no picture here.</p>`;
  const section = html`<section aria-labelledby="residuals">
    <h2 id="residuals">Residuals</h2>
    ${legend(report)}
    <div class="heats">${raw(maps.map(({ figure }) => figure.markup).join('\n'))}</div>
    ${omitted}
  </section>`;
  return { section, cells: maps.map((map) => map.cells) };
};
