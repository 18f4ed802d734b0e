import { layerPlaces } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../../contract/blank-network.fixture.ts';
import type { Shard } from '../../contract/shards.ts';
import { createIncrementalEvaluator } from './incremental-evaluator.ts';
import type { DifferentiatedNetwork, UnitRunner } from './units.ts';

const [FEATURES, EXAMPLES] = [3, 4];
const problem = blankNetwork(
  {
    layers: [
      { units: 5, activation: 'relu' },
      { units: 2, activation: 'identity' },
    ],
    cost: 'mean-squared-error',
  },
  FEATURES,
  EXAMPLES,
);
const { network, layout } = problem;
const places = layerPlaces(network, FEATURES);
/** ‖A[j]‖ is j + 1; two pairs stand at a kink in the first layer, one in the second. */
const differentiated: DifferentiatedNetwork = {
  layers: places.map((place, layer) => ({
    place,
    atKink: layer === 0 ? [0, 7] : [1],
    inputNorms: Float64Array.from({ length: place.inputs }, (_, j) => j + 1),
  })),
  examples: EXAMPLES,
  rounding: 8,
  finite: true,
};

/** Derivatives that are the coordinates' numbers; ‖s‖ is the unit's number and 1; every third coordinate crosses a kink, each seventh is one-sided. */
const runner: UnitRunner = {
  run: ({ layer, from, until }) => {
    const { weights, biases, inputs } = places[layer]!;
    const units = Array.from({ length: until - from }, (_, k) => from + k);
    const ofWeights = units.flatMap((unit) => Array.from({ length: inputs }, (_, j) => weights + unit * inputs + j));
    const ofBiases = units.map((unit) => biases + unit);
    const coordinates = [...ofWeights, ...ofBiases];
    return Promise.resolve({
      weights: Float64Array.from(ofWeights),
      biases: Float64Array.from(ofBiases),
      responseNorms: Float64Array.from(units, (unit) => unit + 1),
      crossed: coordinates.filter((i) => i % 3 === 0),
      oneSided: coordinates.filter((i) => i % 7 === 0).map((coordinate) => ({ coordinate, lower: -1, upper: 1 })),
      evaluations: Float64Array.from(units, () => 2),
    });
  },
  parallel: 3,
  dispose: () => Promise.resolve(),
}; // prettier-ignore

const everywhere = Array.from({ length: layout.size }, (_, i) => i);
/** 8/4 · ‖s‖·‖A‖; a bias is the weight of an input that is 1 for all four examples. */
const boundAt = (coordinate: number): number => {
  const { weights, biases, inputs } = places.findLast((place) => coordinate >= place.weights)!;
  if (coordinate >= biases) return 2 * (coordinate - biases + 1) * Math.sqrt(EXAMPLES);
  const [unit, j] = [Math.floor((coordinate - weights) / inputs), (coordinate - weights) % inputs];
  return 2 * (unit + 1) * (j + 1);
};

const partsOf = (size: number): Shard[] =>
  Array.from({ length: Math.ceil(layout.size / size) }, (_, k) => ({
    start: k * size,
    end: Math.min((k + 1) * size, layout.size),
  }));

describe('derivatives by units', () => {
  it('are the same for every sharding, each coordinate in its place, each unit evaluated once', async () => {
    for (const size of everywhere.map((i) => i + 1)) {
      const evaluator = createIncrementalEvaluator(problem, differentiated, runner);
      let evaluations = 0;
      for (const { start, end } of partsOf(size)) {
        const found = await evaluator.derivatives({ start, end }, 1e-9);
        const within = everywhere.slice(start, end);
        expect([...found.values], `${start} to ${end}`).toEqual(within);
        expect([...found.errorBound!], `${start} to ${end}`).toEqual(within.map(boundAt));
        expect(found.kinks, `${start} to ${end}`).toEqual({
          coordinates: within.filter((i) => i % 3 === 0),
          resolved: true,
          at: 3,
          oneSided: within
            .filter((i) => i % 7 === 0)
            .map((coordinate) => ({ coordinate, lower: { slope: -1, bound: 0 }, upper: { slope: 1, bound: 0 } })),
        });
        evaluations += found.evaluations;
      }
      expect(evaluations, `shards of ${size}`).toBe(2 * (5 + 2));
    }
  }); // prettier-ignore

  it('take the biases’ own norms where a runner has them', async () => {
    const withNorms: UnitRunner = {
      ...runner,
      run: async (units, epsilon) => ({
        ...(await runner.run(units, epsilon)),
        biasNorms: new Float64Array(units.until - units.from).fill(1 / 2),
      }),
    };
    const evaluator = createIncrementalEvaluator(problem, differentiated, withNorms);
    const { errorBound } = await evaluator.derivatives({ start: 14, end: 17 }, 1e-9);
    expect([...errorBound!]).toEqual([boundAt(14), 2, 2]);
  });

  it('are NaN where a cost is not finite, and fail as their runs do', async () => {
    const broken = createIncrementalEvaluator(problem, { ...differentiated, finite: false }, runner);
    expect((await broken.derivatives({ start: 0, end: 3 }, 1e-9)).values).toEqual(new Float64Array(3).fill(NaN));
    const reason = new Error('broken');
    const failing = createIncrementalEvaluator(problem, differentiated, { ...runner, run: () => Promise.reject(reason) });
    await expect(failing.derivatives({ start: 0, end: 3 }, 1e-9)).rejects.toBe(reason);
    const evaluator = createIncrementalEvaluator(problem, differentiated, runner);
    await expect(evaluator.derivatives({ start: 0, end: 3 }, 1e-9, AbortSignal.abort(reason))).rejects.toBe(reason);
    const { kinks } = await evaluator.directionalDerivatives([new Float64Array(layout.size)], 1e-9);
    expect(kinks.at).toBe(3);
  }); // prettier-ignore
});
