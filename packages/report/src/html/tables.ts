import type { EpsilonCurve, Report, TensorReport, WorstEntry } from '@gradproof/core/report';
import { diagnosisLabel } from '@gradproof/core/report';
import { shapeText } from '@gradproof/model';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './name-markup.ts';
import { digitsMarkup, sizeMarkup } from './number-markup.ts';
import { shownTensors } from './tensor-chart.ts';

/** Rows that a table shows. */
const [MOST_TENSORS, MOST_ENTRIES] = [300, 20];

const table = (caption: string, titles: readonly Markup[], rows: readonly Markup[]): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${titles}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

const words = (title: string): Markup => html`<th scope="col">${title}</th>`;
const numbers = (title: string): Markup => html`<th scope="col" class="number">${title}</th>`;

const tensorRow = (tensor: TensorReport): Markup => {
  const { name, shape, difference, numericalError, detectionLimit, verdict, diagnosis } = tensor;
  return html`<tr>
    <th scope="row">${nameMarkup(name)}</th>
    <td>${shapeText(shape)}</td>
    <td class="number">${sizeMarkup(difference)}</td>
    <td class="number">${sizeMarkup(numericalError)}</td>
    <td class="number">${detectionLimit ? sizeMarkup(detectionLimit.norm) : ''}</td>
    <td><span class="verdict ${verdict}">${verdict}</span></td>
    <td>${diagnosis === null ? '' : diagnosisLabel(diagnosis)}</td>
  </tr>`;
};

/** Every tensor's difference, error bound, the norm of an error that would have been seen, verdict and diagnosis. */
export const tensorTable = ({ tensors }: Report): Markup => {
  const rows = shownTensors(tensors, MOST_TENSORS).map((place) => tensorRow(tensors[place]!));
  const rest = tensors.length - rows.length;
  const titles = [
    words('tensor'),
    words('shape'),
    numbers('difference'),
    numbers('error bound'),
    numbers('error seen from'),
    words('verdict'),
    words('likely'),
  ];
  return html`${table('Tensors', titles, rows)}${rest === 0 ? null : html`<p class="note">… and ${rest} other tensors, all correct or left out for room.</p>`}`;
};

/** How small an error probes would have found; null where nothing was probed. */
export const limitTable = ({ tensors, coverage }: Report): Markup | null => {
  if (coverage?.kind !== 'probe') return null;
  const rows = shownTensors(tensors, MOST_TENSORS).flatMap((place) => {
    const { name, detectionLimit } = tensors[place]!;
    if (!detectionLimit) return [];
    return [
      html`<tr>
        <th scope="row">${nameMarkup(name)}</th>
        <td class="number">${sizeMarkup(detectionLimit.norm)}</td>
        <td class="number">${sizeMarkup(detectionLimit.entry)}</td>
      </tr>`,
    ];
  });
  const titles = [words('tensor'), numbers('an error of norm ≥'), numbers('one entry off by ≥')];
  return rows.length === 0 ? null : table('Would have been caught with 99.9 %', titles, rows);
};

const severity = ({ residual }: WorstEntry): number =>
  Number.isFinite(residual) ? Math.abs(residual) : Infinity;

/** Largest first; equals stay in their order, the infinite among them. */
const bySeverity = (a: WorstEntry, b: WorstEntry): number =>
  severity(a) === severity(b) ? 0 : severity(a) < severity(b) ? 1 : -1;

/** The largest residuals of what is not correct, or of all where everything is. */
export const worstTable = ({ tensors, verdict }: Report): Markup | null => {
  const shown = verdict === 'correct' ? tensors : tensors.filter((tensor) => tensor.verdict !== 'correct');
  const rows = shown
    .flatMap(({ name, worst }) => worst.map((entry) => ({ name, entry })))
    .sort((a, b) => bySeverity(a.entry, b.entry))
    .slice(0, MOST_ENTRIES)
    .map(({ name, entry: { index, grad, gradapprox, residual } }) => {
      const place = index.length === 0 ? null : html`<wbr /><span class="index">[${index.join(',')}]</span>`;
      return html`<tr>
        <th scope="row">${nameMarkup(name)}${place}</th>
        <td class="number">${digitsMarkup(grad)}</td>
        <td class="number">${digitsMarkup(gradapprox)}</td>
        <td class="number">${sizeMarkup(residual)}</td>
      </tr>`;
    });
  const titles = [words('entry'), numbers('grad'), numbers('gradapprox'), numbers('residual')];
  return rows.length === 0 ? null : table('Largest residuals', titles, rows);
};

/** The numbers behind the curve of the difference over ε. */
export const epsilonTable = ({ points }: EpsilonCurve): Markup =>
  table(
    'Difference over ε',
    [numbers('ε'), numbers('difference')],
    points.map(
      ({ epsilon, difference }) =>
        html`<tr>
          <td class="number">${epsilon.toExponential(0)}</td>
          <td class="number">${sizeMarkup(difference)}</td>
        </tr>`,
    ),
  );
