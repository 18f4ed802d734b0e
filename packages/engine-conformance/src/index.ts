export { calibrate, pointOf, scoreOf } from './calibration/calibrate.ts';
export type { CalibratedEntry, Calibration, Score } from './calibration/calibrate.ts';
export type { KnownFunction } from './calibration/known-function.ts';
export { calibrationSuite } from './calibration/suite.ts';
export { randomNetwork } from './random-network.ts';
export type { NetworkRecipe } from './random-network.ts';
export { recipes } from './recipes.ts';
export { testEngine } from './test-engine.ts';
