// All that the recording takes from our packages, by their public entry points: where an entry point moves, this file alone changes.
export {
  checkGradient,
  checkProblem,
  differentiateProblem,
  gradientCheckN,
  reportToJson,
} from '@gradproof/core';
export { createRandom } from '@gradproof/core/testing';
export {
  calibrationSuite,
  gradientOf,
  plantedBugs,
  pointOf,
  probedFunction,
  randomNetwork,
  recipes,
} from '@gradproof/engine-conformance';
export { createCpuEngine } from '@gradproof/engine-cpu';
export { layoutOf } from '@gradproof/flatteners';
export { readNpz } from '@gradproof/formats';
export { costNames, elementwiseActivations, tensor } from '@gradproof/model';
export { run as runCommandLine } from 'gradproof';
