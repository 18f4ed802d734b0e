import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { innerProduct } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { explainWhole } from './explain-whole.ts';
import { createProber } from './prober.ts';
import { singleSlope, type Slopes } from './slopes.ts';

const SIZE = 40;
const random = createRandom(2);
const right = new Float64Array(SIZE).map(() => 2 * random() - 1);
const [slot] = layoutOf([{ name: 'w', shape: [SIZE] }]).tensors;

/** Explains a gradient by the slopes of another one; from the fourth direction on, of `later`. */
const explained = async (grad: Float64Array, later = right) => {
  let asked = 0;
  const slopes: Slopes = {
    along: (direction) => Promise.resolve(singleSlope({ slope: innerProduct(asked++ < 3 ? right : later, direction), bound: 1e-9 })), // prettier-ignore
    each: ({ start }) => Promise.resolve([singleSlope({ slope: right[start]!, bound: 1e-9 })]),
    eachTakes: () => Infinity,
    byUnits: false,
    evaluations: () => asked,
    step: () => null,
  };
  const repaired = Float64Array.from(grad);
  const tensor = { start: 0, end: SIZE };
  const place = {
    slot: slot!,
    place: null,
    theta: right,
    family: 0,
    tolerated: 1e-9,
    rounding: new Float64Array(SIZE),
  };
  const probe = { ...place, slopes, grad: repaired, tensor, random: createRandom(3) };
  const prober = createProber(probe);
  const explanation = await explainWhole(probe, prober, await prober.measureAll());
  return {
    found: explanation,
    own: repaired,
    shown: prober.wrongEntries.map(({ coordinate }) => coordinate),
  };
};

describe('an explanation of a whole tensor', () => {
  it('repairs the gradient, and shows the entries that it changes most', async () => {
    const { found: explanation, own: repaired, shown } = await explained(right.map((g) => 3 * g));
    expect(explanation!.diagnosis).toMatchObject({ kind: 'scale', factor: 3 });
    for (const [i, g] of repaired.entries()) expect(Math.abs(g - right[i]!)).toBeLessThan(1e-8);
    const largest = [...right.keys()].sort((a, b) => Math.abs(right[b]!) - Math.abs(right[a]!));
    expect(shown).toEqual(largest.slice(0, 3));
  });

  it('is none where fresh directions speak against it: three may agree by chance', async () => {
    const grad = right.map((g) => 3 * g);
    const { found: explanation, own: repaired } = await explained(grad, right.with(5, right[5]! + 1));
    expect(explanation).toBeNull();
    expect(repaired).toEqual(grad);
  });
});
