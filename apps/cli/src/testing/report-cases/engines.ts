import { createFunctionEngine, type Differences, type Engine } from '@gradproof/core';

/** An engine whose differences by coordinates are changed. */
const changing = (engine: Engine, change: (differences: Differences) => Differences): Engine => ({
  ...engine,
  prepare: async (problem, method) => {
    const evaluator = await engine.prepare(problem, method);
    return {
      ...evaluator,
      coordinateDifferences: async (...question) =>
        change(await evaluator.coordinateDifferences(...question)),
    };
  },
});

/** The engine of functions, as if it had seen these coordinates cross a kink. */
export const seeingKinks = (coordinates: readonly number[]): Engine =>
  changing(createFunctionEngine(), (differences) => ({
    ...differences,
    kinks: { at: 0, coordinates, resolved: false, oneSided: [] },
  }));

/** The engine, with each difference too large by a thousandth: the control must notice. */
export const offByAThousandth = (engine: Engine): Engine =>
  changing(engine, (differences) => ({
    ...differences,
    values: differences.values.map((value) => value * 1.001),
  }));
