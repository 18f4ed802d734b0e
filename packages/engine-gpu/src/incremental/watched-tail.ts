import { createRandom } from '@gradproof/core/testing';
import { DeviceError } from '../device/device-error.ts';
import { joinColumns } from './columns.ts';
import { examplesAtKinks } from './examples-at-kinks.ts';
import { isLost, LOST, underflow } from './float32.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { type Column, referenceIncrement } from './reference-column.ts';
import type { Tail } from './tail.ts';

/** How far the known answer may be off: float32 is off by 10⁻⁶ or so, a launch that failed by all of it. */
const KNOWN_TO = 0.02;

/** Smaller increments are as good as lost: what underflow takes from them is more than an answer may be off. */
const VISIBLE = LOST / KNOWN_TO;

/** So many columns are tried for one whose answer isn't 0. */
const CANDIDATES = 16;

/** A column and the increment of its cost, found in float64. */
interface Witness extends Column {
  readonly answer: number;
}

/**
 * The tail, with a known answer in each launch: a column that float64 has followed to the cost as well. A kernel that runs too long, or
 * out of memory, can return zeros and no error: then, or where it is wrong otherwise, DeviceError is thrown.
 */
export const watch = (network: PreparedNetwork, tail: Tail): Tail => {
  const { layers } = network;
  const witnesses = new Map<string, Witness | null>();
  let loaded = { first: 0, until: 0 };

  /**
   * One of a few columns whose cost moves most; none where all are dead, or fade below float32's range, or some unit of theirs is at a kink. Throws
   * GpuError where increments fade below it on the way to a cost that moves nevertheless.
   */
  const choose = (layer: number, step: number): Witness | null => {
    const random = createRandom(layer);
    const atKink = examplesAtKinks(network, layer);
    let best: Witness | null = null;
    for (let turn = 0; turn < CANDIDATES; turn++) {
      const unit = Math.floor(random() * layers[layer]!.place.units);
      const example = loaded.first + Math.floor(random() * (loaded.until - loaded.first));
      if (atKink.has(example)) continue;
      const { increment, least } = referenceIncrement(network, { layer, unit, example }, step);
      if (least < VISIBLE && isLost(Math.abs(increment), least)) throw underflow();
      if (!(Math.abs(increment) >= VISIBLE && least >= VISIBLE)) continue; // an entry's error has what underflow takes
      if (Math.abs(increment) > Math.abs(best?.answer ?? 0))
        best = { layer, unit, example, answer: increment };
    }
    return best;
  };

  const witnessOf = (layer: number, step: number): Witness | null => {
    const key = `${layer} ${step} ${loaded.first}`;
    if (!witnesses.has(key)) witnesses.set(key, choose(layer, step));
    return witnesses.get(key)!;
  };

  return {
    load: (first, until, side) => {
      loaded = { first, until };
      tail.load(first, until, side);
    },
    respond: async (columns, step) => {
      const witness = witnessOf(columns.layer, step);
      if (witness === null) return tail.respond(columns, step);
      const count = columns.units.length;
      const { plus, minus, crossed } = await tail.respond(joinColumns(columns, columnOf(witness)), step);
      checkAnswer(plus[count]!, witness);
      return {
        plus: plus.subarray(0, count),
        minus: minus.subarray(0, count),
        crossed: crossed.subarray(0, count),
      };
    },
  };
};

/** The witness as columns: one of them. */
const columnOf = ({ unit, example }: Witness) => ({
  units: Int32Array.of(unit),
  examples: Int32Array.of(example),
});

/** Throws DeviceError where the increment isn't the one that float64 knows. */
const checkAnswer = (increment: number, { answer }: Witness): void => {
  if (Math.abs(increment - answer) <= KNOWN_TO * Math.abs(answer)) return;
  throw new DeviceError(`a known increment came out as ${increment} where ${answer} is right`);
};
