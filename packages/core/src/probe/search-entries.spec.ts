import { layoutOf } from '@gradproof/flatteners';
import { expect, it } from 'vitest';
import { innerProduct } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { createProber } from './prober.ts';
import { searchEntries } from './search-entries.ts';
import { singleSlope, type Slopes } from './slopes.ts';

const SIZE = 64;
const WRONG = 17;

it('begins with the probe that shows the mistake most clearly', async () => {
  const [slot] = layoutOf([{ name: 'w', shape: [SIZE] }]).tensors;
  const right = new Float64Array(SIZE).fill(1);
  const bounds = [0.4, 0.4, 1e-6]; // the first two directions hardly show an error of 0.5 to 1.5
  let asked = 0;
  const slopes: Slopes = {
    along: (direction) => Promise.resolve(singleSlope({ slope: innerProduct(right, direction), bound: bounds[asked++] ?? 1e-6 })), // prettier-ignore
    each: ({ start }) => Promise.resolve([singleSlope({ slope: right[start]!, bound: 1e-9 })]),
    eachTakes: () => Infinity,
    byUnits: false,
    evaluations: () => asked,
    step: () => null,
  };
  const grad = right.with(WRONG, 2);
  const where = {
    slot: slot!,
    place: null,
    theta: right,
    family: 0,
    tolerated: 1e-9,
    rounding: new Float64Array(SIZE),
    tensor: { start: 0, end: SIZE },
  };
  const probe = { ...where, slopes, grad, random: createRandom(1) };
  const prober = createProber(probe);
  const probes = await prober.measureAll();
  expect(probes.every(prober.isFailing)).toBe(true);
  const last = await searchEntries(probe, prober, probes);
  expect(prober.wrongEntries.map(({ coordinate }) => coordinate)).toEqual([WRONG]);
  expect(last).toHaveLength(3);
  expect(last.slice(0, 2)).toEqual(probes.slice(0, 2)); // one search, of the third
});
