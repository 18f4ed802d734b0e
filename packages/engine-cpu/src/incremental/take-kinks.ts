import { elementwiseActivations, type LayerPlace } from '@gradproof/model';
import { PANEL } from '../kernels/kernels.ts';
import { groupsOf, panelStride } from './panels.ts';

/**
 * How far rounding may move z, in units of u·(‖w‖·‖a‖ + |b|): nearer than that to a kink no float64 tells on which side of it the unit
 * stands, and another order of summation puts it elsewhere.
 */
const KINK_UNITS = 4;
const UNIT_ROUND_OFF = 2 ** -53;

/** Where the layer's activation has its kink, if it has one. */
export const kinkOf = ({ activation }: LayerPlace): number | null =>
  activation === 'softmax' ? null : elementwiseActivations[activation].kink;

/** ‖row‖ of each of some rows of `width` numbers. */
const rowNorms = (values: Float64Array, from: number, rows: number, width: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = from + row * width; at < from + (row + 1) * width; at++) sum += values[at]! * values[at]!;
    return Math.sqrt(sum);
  });

/** ‖column‖ of each example of a: [inputs, examples]. */
const exampleNorms = (a: Float64Array, examples: number): Float64Array => {
  const sums = new Float64Array(examples);
  for (let row = 0; row < a.length; row += examples)
    for (let r = 0; r < examples; r++) sums[r]! += a[row + r]! * a[row + r]!;
  return sums.map(Math.sqrt);
};

/** How far from the kink a unit is still taken to stand at it: nothing but the kink itself where the norms overflow. */
const nearness = (weightNorm: number, inputNorm: number, bias: number): number => {
  const size = KINK_UNITS * UNIT_ROUND_OFF * (weightNorm * inputNorm + Math.abs(bias));
  return Number.isFinite(size) ? size : 0;
};

/**
 * Marks the z (in the layout of panels, at the start of `tables`) that can't be told from the kink, and puts them on its left side: the
 * derivative from the left, as frameworks take it. a: the layer's inputs, [inputs, examples]. Returns their offsets, ascending.
 */
export const takeKinks = (
  place: LayerPlace,
  theta: Float64Array,
  a: Float64Array,
  tables: Float64Array,
  examples: number,
): number[] => {
  const kink = kinkOf(place);
  const marked: number[] = [];
  if (kink === null) return marked;
  const weightNorms = rowNorms(theta, place.weights, place.units, place.inputs);
  const inputNorms = exampleNorms(a, examples);
  for (let group = 0; group < groupsOf(examples); group++) {
    const lanes = Math.min(PANEL, examples - group * PANEL);
    for (let unit = 0; unit < place.units; unit++) {
      for (let lane = 0; lane < lanes; lane++) {
        const at = group * panelStride(place.units) + unit * PANEL + lane;
        const bias = theta[place.biases + unit]!;
        const near = nearness(weightNorms[unit]!, inputNorms[group * PANEL + lane]!, bias);
        if (!(Math.abs(tables[at]! - kink) <= near)) continue;
        marked.push(at);
        tables[at] = -Infinity;
      }
    }
  }
  return marked;
};
