import type { KnownFunction } from './known-function.ts';
import { moreGarbowHillstrom } from './more-garbow-hillstrom.ts';
import { noisyFunctions } from './noisy-functions.ts';
import { piecewiseFunctions } from './piecewise-functions.ts';
import { smoothFunctions } from './smooth-functions.ts';

/** Functions with known derivatives that the error bounds are calibrated on. */
export const calibrationSuite: readonly KnownFunction[] = [
  ...smoothFunctions,
  ...moreGarbowHillstrom,
  ...piecewiseFunctions,
  ...noisyFunctions,
];
