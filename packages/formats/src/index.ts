export { readNpy } from './npy/read-npy.ts';
export { writeNpy } from './npy/write-npy.ts';
export { readNpz } from './npz/read-npz.ts';
export { writeNpz } from './npz/write-npz.ts';
export { nearestName } from './problem/nearest-name.ts';
export { readProblem } from './problem/read-problem.ts';
export type { ProblemFolder } from './problem/read-problem.ts';
export { writeProblem } from './problem/write-problem.ts';
