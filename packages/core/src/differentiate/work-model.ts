import type { Method } from '../contract/engine.ts';
import type { Problem } from '../contract/problem.ts';
import { kindOfProblem } from './problem-kinds/kind-of-problem.ts';
import type { TensorWork } from './problem-kinds/tensor-work.ts';

/**
 * Operations by tensor of the layout. Textbook: two forward passes a coordinate. Incremental: as the problem's kind says.
 *
 * @param problem What is differentiated.
 * @param method By which method.
 * @returns The work of a row of each tensor, in order of the layout.
 */
export const workOf = (problem: Problem, method: Method): TensorWork[] => {
  const { incrementalWork, passOperations } = kindOfProblem(problem);
  if (method === 'incremental' && incrementalWork) return incrementalWork(problem);
  return problem.layout.tensors.map(() => ({ row: 1, operations: 2 * passOperations(problem) }));
};

/**
 * Operations of the whole check.
 *
 * @param problem What is differentiated.
 * @param method By which method.
 * @returns Floating-point operations, about.
 */
export const totalWork = (problem: Problem, method: Method): number =>
  workOf(problem, method).reduce(
    (sum, { row, operations }, tensor) => sum + (problem.layout.tensors[tensor]!.size / row) * operations,
    0,
  );
