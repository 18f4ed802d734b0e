import {
  createEventLoopYielder,
  type UnitGradients,
  type UnitRunner,
  type Units,
} from '@gradproof/core/engine';
import type { CreateKernels } from '../kernels/kernels.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { createTail } from './tail.ts';
import { unitGradients } from './unit-gradients.ts';

/** Computes on this thread, yielding to signals and timers now and then; `budget`: numbers that its memory may hold. */
export const createInlineRunner = (
  network: PreparedNetwork,
  createKernels: CreateKernels,
  budget: number,
): UnitRunner => {
  const tail = createTail(network, createKernels, budget);
  let before: Promise<unknown> = Promise.resolve();
  const compute = async (units: Units, epsilon: number, signal?: AbortSignal): Promise<UnitGradients> => {
    const yielder = createEventLoopYielder(signal);
    const steps = unitGradients(network, tail, units, epsilon);
    let step = steps.next();
    while (!step.done) {
      if (yielder.isDue()) await yielder.pause();
      step = steps.next();
    }
    return step.value;
  };
  return {
    parallel: 1,
    run: (units, epsilon, signal) => {
      const gradients = before.then(() => compute(units, epsilon, signal)); // one after the other: they share the memory
      before = gradients.catch(() => {});
      return gradients;
    },
    dispose: async () => {},
  };
};
