import type { Report, TensorReport, Verdict } from '@gradproof/core/report';
import { Plot } from './libraries.ts';
import stringWidth from 'string-width';
import { sizeText } from '../text/number-text.ts';
import { safeName, safeText } from '@gradproof/model';
import { differenceAxis, verdictColors } from './axes.ts';
import type { Markup } from './markup.ts';
import { anchorWithin, plotMarkup } from './plot-markup.ts';

/** Where 0, which a logarithm hasn't, is drawn. */
const ZERO_AT = 1e-18;
/** What isn't finite is drawn at the right edge. */
const MOST = 10;
/** Rows of the chart. */
export const SHOWN_TENSORS = 40;

/** The tensors that a picture has room for: those that are not correct come first, in the layout's order otherwise. */
export const shownTensors = (tensors: readonly TensorReport[], most: number): number[] => {
  const places = tensors.map((_, place) => place);
  const isWrong = (place: number) => tensors[place]!.verdict !== 'correct';
  return [...places.filter(isWrong), ...places.filter((place) => !isWrong(place))]
    .slice(0, most)
    .sort((a, b) => a - b);
};

/** Columns that a name has beside the axis: first those of its beginning, then those of its end, which tells names apart. */
const [LABEL, LABEL_END] = [16, 11];
/** The room that a column is given, in the chart's units: the letters of most names need less. */
const WIDEST_COLUMN = 8.5;

/** As much of a name as has room beside the axis. */
export const axisLabel = (name: string): string => {
  if (stringWidth(name) <= LABEL) return name;
  const characters = [...name];
  const fitting = (from: readonly string[], columns: number): string[] => {
    let width = 0;
    const end = from.findIndex((character) => (width += stringWidth(character)) > columns);
    return from.slice(0, end < 0 ? from.length : end);
  };
  const end = fitting(characters.toReversed(), LABEL_END).reverse();
  return [...fitting(characters, LABEL - 1 - LABEL_END), '…', ...end].join('');
};

const onAxis = (value: number): number =>
  Number.isFinite(value) ? Math.min(MOST, Math.max(ZERO_AT, value)) : MOST;

/** The difference of each tensor and what the numerical error alone could make of it, beside the threshold. */
export const tensorChart = ({ tensors, threshold }: Report): Markup => {
  const rows = shownTensors(tensors, SHOWN_TENSORS).map((place) => rowOf(tensors[place]!, place));
  const labels = new Map(rows.map(({ place, label }) => [place, label]));
  const labelColumns = Math.max(...rows.map(({ label }) => stringWidth(label)));
  return plotMarkup(
    'The difference of each tensor and its error bound on a logarithmic axis; the table below has the numbers.',
    {
      height: 76 + 22 * rows.length,
      marginTop: 28,
      marginBottom: 48,
      marginLeft: 28 + WIDEST_COLUMN * labelColumns,
      marginRight: 24,
      x: differenceAxis([ZERO_AT, MOST]),
      y: {
        type: 'point',
        domain: rows.map(({ place }) => place),
        tickFormat: (place: number) => labels.get(place)!,
        label: null,
        tickSize: 0,
      },
      color: verdictColors,
      marks: [...thresholdMarks(threshold), ...rowMarks(rows)],
    },
  );
};

/** A tensor as it is drawn. */
interface Row {
  readonly place: number;
  /** Beside the axis. */
  readonly label: string;
  /** Under the pointer. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly difference: number;
  readonly bound: number;
}

const rowOf = ({ name, difference, numericalError, verdict }: TensorReport, place: number): Row => ({
  place,
  label: axisLabel(safeText(name, Infinity)),
  title: `${safeName(name)}: difference ${sizeText(difference)}, error bound ${sizeText(numericalError)}, ${verdict}`,
  verdict,
  difference: onAxis(difference),
  bound: onAxis(numericalError),
});

/** A line at the threshold, and its number. */
const thresholdMarks = (threshold: number) => {
  const at = onAxis(threshold);
  return [
    Plot.ruleX([at], { stroke: 'currentColor', strokeDasharray: '4 3' }),
    Plot.text([at], {
      x: (x: number) => x,
      text: () => `threshold ${threshold}`,
      frameAnchor: 'top',
      dy: -12,
      textAnchor: anchorWithin(at, [ZERO_AT, MOST]),
      fill: 'currentColor',
    }),
  ];
};

/** A bar to the error bound of each tensor, and a dot at its difference. */
const rowMarks = (rows: readonly Row[]) => [
  Plot.ruleY(rows, {
    y: 'place',
    x1: ZERO_AT,
    x2: 'bound',
    stroke: 'currentColor',
    strokeOpacity: 0.25,
    strokeWidth: 6,
    title: 'title',
  }),
  Plot.dot(rows, { x: 'difference', y: 'place', fill: 'verdict', r: 5, title: 'title' }),
];
