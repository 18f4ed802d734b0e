import type { Report, TensorReport } from '@gradproof/core/report';
import type { TensorSlot } from '@gradproof/flatteners';
import { shapeText } from '@gradproof/model';
import { countText, sizeText } from '../text/number-text.ts';
import { safeName } from '@gradproof/model';
import { binByMaximum, type Bins } from './bins.ts';
import type { GradientEntries } from './gradient-entries.ts';
import { html, type Markup, raw } from './markup.ts';
import { nameMarkup } from './name-markup.ts';
import { pngAddress } from './png.ts';
import { residualColor } from './residual-color.ts';
import { typicalSize } from './typical-size.ts';

/** The most cells of one picture. */
const MOST = { rows: 96, columns: 128 };
/** The most pixels of the page that a cell and a picture take. */
const [LARGEST_CELL, WIDEST, TALLEST] = [28, 512, 384];
/** The least pixels of a picture's width and height: narrower ones can't be pointed at. */
const LEAST = 24;

/** What the page's script shows of a picture's cells. */
export interface HeatMapCells {
  readonly name: string;
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
  /** Places of the cells' entries in the tensor: 32-bit integers, little-endian, base64. */
  readonly places: string;
  /** grad and gradapprox of each: float64, little-endian, base64. */
  readonly values: string;
}

/** A picture of the residuals, and what its cells hold. */
export interface HeatMap {
  readonly figure: Markup;
  readonly cells: HeatMapCells;
}

const pictureOf = (bins: Bins, grad: Float64Array, gradapprox: Float64Array, threshold: number): string => {
  const typical = typicalSize(grad, gradapprox);
  const pixels = new Uint8Array(4 * bins.places.length);
  bins.places.forEach((place, cell) =>
    pixels.set(residualColor((grad[place]! - gradapprox[place]!) / typical, threshold), 4 * cell),
  );
  return pngAddress(bins.columns, bins.rows, pixels);
};

const base64 = (numbers: Uint32Array | Float64Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

const cellsOf = (
  { name, shape }: TensorSlot,
  { rows, columns, places }: Bins,
  grad: Float64Array,
  gradapprox: Float64Array,
): HeatMapCells => {
  const values = new Float64Array(2 * places.length);
  places.forEach((place, cell) => values.set([grad[place]!, gradapprox[place]!], 2 * cell));
  return { name: safeName(name), shape, rows, columns, places: base64(places), values: base64(values) };
};

/** The picture's size where there is room, and its proportions where there is less; single rows and columns are made large enough to point at. */
const layoutStyle = ({ rows, columns }: Bins): string => {
  const side = Math.min(LARGEST_CELL, WIDEST / columns, TALLEST / rows);
  const [width, height] = [Math.max(LEAST, Math.round(side * columns)), Math.round(side * rows)];
  return height < LEAST
    ? `width:${width}px;height:${LEAST}px`
    : `width:${width}px;aspect-ratio:${width}/${height}`;
};

const captionOf = ({ name, shape, verdict, difference }: TensorReport, { cell }: Bins): Markup => {
  const binned =
    cell.rows * cell.columns > 1
      ? html` Each cell is the worst of up to ${countText(cell.rows * cell.columns)} entries.`
      : null;
  return html`<figcaption>
    <strong>${nameMarkup(name)}</strong> ${shapeText(shape)}
    <span class="verdict ${verdict}">${verdict}</span> difference ${sizeText(difference)}.${binned}
  </figcaption>`;
};

/** The residuals of one tensor as a picture that is walked with the pointer or the arrow keys. `at`: which of the page's pictures it is. */
export const heatMap = (
  at: number,
  slot: TensorSlot,
  tensor: TensorReport,
  entries: GradientEntries,
  { threshold }: Report,
): HeatMap => {
  const { offset, size, shape, name } = slot;
  const grad = entries.grad.subarray(offset, offset + size);
  const gradapprox = entries.gradapprox.subarray(offset, offset + size);
  const bins = binByMaximum(shape, grad, gradapprox, MOST);
  const label = `Residuals of ${safeName(name)}, ${bins.rows} by ${bins.columns} cells. The arrow keys walk over them.`;
  const isWrong = raw(tensor.verdict === 'correct' ? '' : 'data-wrong');
  const style = raw(`style="${layoutStyle(bins)}"`);
  const figure = html`<figure class="heat">
    ${captionOf(tensor, bins)}
    <div
      class="grid"
      tabindex="0"
      role="application"
      aria-roledescription="heat map"
      aria-label="${label}"
      aria-describedby="cell-${at}"
      data-at="${at}"
      ${isWrong}
      ${style}
    >
      <img alt="" src="${pictureOf(bins, grad, gradapprox, threshold)}" /><span class="cursor" hidden></span>
    </div>
    <output class="cell" id="cell-${at}" aria-live="polite"></output>
  </figure>`;
  return { figure, cells: cellsOf(slot, bins, grad, gradapprox) };
};
