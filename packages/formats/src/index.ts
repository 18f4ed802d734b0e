export { readNpy } from './npy/read-npy.ts';
export { writeNpy } from './npy/write-npy.ts';
export { readNpz } from './npz/read-npz.ts';
export { writeNpz } from './npz/write-npz.ts';
export { nearestName } from './problem/nearest-name.ts';
export { readProblem, readUndifferentiated } from './problem/read-problem.ts';
export { refuseExisting, writeGradient } from './problem/write-gradient.ts';
export type { ProblemFolder } from './problem/read-problem.ts';
export { writeProblem } from './problem/write-problem.ts';
