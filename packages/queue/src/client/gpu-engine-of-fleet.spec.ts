import type { EngineDescription } from '@gradproof/core/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankEngines } from './gpu-engine-of-fleet.ts';

const engine = (arithmetic: string, shardOperations: number, software: boolean): EngineDescription => ({
  name: 'gpu',
  device: arithmetic,
  precision: 'float32',
  arithmetic,
  methods: ['incremental'],
  problems: ['layered'],
  shardOperations,
  software,
});
const ranked = [
  engine('a-large-gpu', 2e12, false),
  engine('a-gpu', 2e11, false),
  engine('another-gpu', 2e11, false),
  engine('webasm', 2e8, true),
  engine('swiftshader', 6e7, true),
];

it('takes a real GPU before software, the faster one, then the first by name: in whatever order workers are listed', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(ranked, { minLength: ranked.length }),
      fc.nat(ranked.length - 1),
      (listed, twice) => {
        expect(rankEngines([...listed, listed[twice]!])).toEqual(ranked);
      },
    ),
  );
});

it('takes none of none', () => {
  expect(rankEngines([])).toEqual([]);
});
