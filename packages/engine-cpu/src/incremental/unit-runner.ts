import { createBreather } from '@gradproof/core';
import type { CreateKernels } from '../kernels/kernels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Units } from './responses.ts';
import { createTail } from './tail.ts';
import { unitGradients, type UnitGradients } from './unit-gradients.ts';

/** Differentiates runs of units, here or on threads. An entry's bits don't depend on where or in what company it is computed. */
export interface UnitRunner {
  /** Rejects with the signal's reason once it is aborted. */
  readonly run: (units: Units, epsilon: number, signal?: AbortSignal) => Promise<UnitGradients>;
  /** How many runs it computes at a time. */
  readonly parallel: number;
  readonly dispose: () => Promise<void>;
}

/** Computes on this thread, giving way to signals and timers now and then; `budget`: numbers that its memory may hold. */
export const createInlineRunner = (
  network: PreparedNetwork,
  createKernels: CreateKernels,
  budget: number,
): UnitRunner => {
  const tail = createTail(network, createKernels, budget);
  let before: Promise<unknown> = Promise.resolve();
  const compute = async (units: Units, epsilon: number, signal?: AbortSignal): Promise<UnitGradients> => {
    const breathe = createBreather(signal);
    const steps = unitGradients(network, tail, units, epsilon);
    let step = steps.next();
    while (!step.done) {
      if (breathe.isDue()) await breathe.pause();
      step = steps.next();
    }
    return step.value;
  };
  return {
    parallel: 1,
    run: (units, epsilon, signal) => {
      const own = before.then(() => compute(units, epsilon, signal)); // one after the other: they share the memory
      before = own.catch(() => {});
      return own;
    },
    dispose: async () => {},
  };
};
