import { createFunctionEngine, type Engine } from '@gradproof/core';
import type { Derivatives } from '@gradproof/core/engine';

/** An engine whose derivatives by coordinates are changed. */
const changing = (engine: Engine, change: (derivatives: Derivatives) => Derivatives): Engine => ({
  ...engine,
  prepare: async (problem, method) => {
    const evaluator = await engine.prepare(problem, method);
    return {
      ...evaluator,
      derivatives: async (...question) => change(await evaluator.derivatives(...question)),
    };
  },
});

/** The engine of functions, as if it had seen these coordinates cross a kink. */
export const seeingKinks = (coordinates: readonly number[]): Engine =>
  changing(createFunctionEngine(), (derivatives) => ({
    ...derivatives,
    kinks: { at: 0, coordinates, resolved: false, oneSided: [] },
  }));

/** The engine, with each derivative too large by a thousandth: the control must notice. */
export const offByAThousandth = (engine: Engine): Engine =>
  changing(engine, (derivatives) => ({
    ...derivatives,
    values: derivatives.values.map((value) => value * 1.001),
  }));
