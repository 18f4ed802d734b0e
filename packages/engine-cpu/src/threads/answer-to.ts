import type { UnitGradients } from '@gradproof/core/engine';
import { runTask, type ThreadTask } from './thread-task.ts';

/** What a thread is sent. */
export interface Question {
  readonly id: number;
  readonly task: ThreadTask;
}

/** What it sends back: of each question its result, or what was thrown. */
export type Answer =
  { readonly id: number; readonly result: UnitGradients } | { readonly id: number; readonly error: unknown };

/** Computes in a thread; never throws. */
export const answerTo = ({ id, task }: Question): Answer => {
  try {
    return { id, result: runTask(task) };
  } catch (error) {
    return { id, error };
  }
};
