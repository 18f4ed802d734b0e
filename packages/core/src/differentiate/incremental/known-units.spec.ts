import { describe, expect, it } from 'vitest';
import { createKnownUnits } from './known-units.ts';
import type { UnitRunner, Units } from './units.ts';

/** A runner that notes what it is asked for. */
const noting = () => {
  const asked: Units[] = [];
  const runner: UnitRunner = {
    run: (units) => {
      asked.push(units);
      const ones = new Float64Array(units.until - units.from).fill(1);
      return Promise.resolve({
        weights: ones,
        biases: ones,
        responseNorms: ones,
        crossed: [],
        oneSided: [],
        evaluations: ones,
      });
    },
    parallel: 1,
    dispose: () => Promise.resolve(),
  };
  return { asked, units: createKnownUnits(runner) };
};

const unitAt = (from: number): Units => ({ layer: 0, from, until: from + 1 });

describe('the units that are known', () => {
  it('have their biases for nothing, as far as they were differentiated', async () => {
    const { asked, units } = noting();
    await units.compute({ layer: 0, from: 0, until: 4 }, 1e-9);
    const parts = units.biasesOf({ layer: 0, from: 2, until: 6 }, 1e-9);
    expect(parts.map(({ from, until }) => [from, until])).toEqual([[2, 4], [4, 6]]); // prettier-ignore
    expect(asked).toEqual([{ layer: 0, from: 0, until: 4 }, { layer: 0, from: 4, until: 6 }]); // prettier-ignore
  });

  it('leave the gaps before, between and after them to new runs', async () => {
    const { asked, units } = noting();
    await units.compute({ layer: 0, from: 6, until: 7 }, 1e-9);
    await units.compute({ layer: 0, from: 2, until: 4 }, 1e-9);
    const parts = units.biasesOf({ layer: 0, from: 0, until: 9 }, 1e-9);
    expect(parts.map(({ from, until }) => [from, until])).toEqual([[0, 2], [2, 4], [4, 6], [6, 7], [7, 9]]); // prettier-ignore
    expect(asked.slice(2).map(({ from, until }) => [from, until])).toEqual([[0, 2], [4, 6], [7, 9]]); // prettier-ignore
  });

  it('are those of this layer and step alone', async () => {
    const { asked, units } = noting();
    await units.compute(unitAt(0), 1e-9);
    units.biasesOf({ layer: 1, from: 0, until: 1 }, 1e-9);
    units.biasesOf(unitAt(0), 1e-7);
    expect(asked).toHaveLength(3);
  });

  it('are kept as long as the runs of one check, some 200, and not for ever', async () => {
    const { asked, units } = noting();
    for (let unit = 0; unit < 800; unit++) await units.compute(unitAt(unit), 1e-9);
    units.biasesOf(unitAt(600), 1e-9);
    expect(asked).toHaveLength(800);
    units.biasesOf(unitAt(0), 1e-9);
    expect(asked).toHaveLength(801);
  });
});
