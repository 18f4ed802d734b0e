import { createKinkTest } from '@gradproof/core/engine';
import type { LayerPlace } from '@gradproof/model';
import { PANEL } from '../kernels/kernels.ts';
import { groupsOf, panelStride } from './panels.ts';

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
  const marked: number[] = [];
  const isAtKink = createKinkTest(place, theta, a, examples);
  if (isAtKink === null) return marked;
  for (let group = 0; group < groupsOf(examples); group++) {
    const lanes = Math.min(PANEL, examples - group * PANEL);
    for (let unit = 0; unit < place.units; unit++) {
      for (let lane = 0; lane < lanes; lane++) {
        const at = group * panelStride(place.units) + unit * PANEL + lane;
        if (!isAtKink(unit, group * PANEL + lane, tables[at]!)) continue;
        marked.push(at);
        tables[at] = -Infinity;
      }
    }
  }
  return marked;
};
