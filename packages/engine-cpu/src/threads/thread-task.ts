import type { UnitGradients, Units } from '@gradproof/core/engine';
import type { PreparedNetwork } from '../incremental/prepared-network.ts';
import { createTail, type Tail } from '../incremental/tail.ts';
import { unitGradients } from '../incremental/unit-gradients.ts';
import { kernelsNamed } from '../kernels/choose-kernels.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** What a thread is asked for. The network is shared memory: sending it along costs little. */
export interface ThreadTask {
  /** Tells networks apart. */
  readonly key: number;
  readonly network: PreparedNetwork;
  readonly kernels: Kernels['name'];
  /** Numbers that the thread's memory may hold. */
  readonly budget: number;
  readonly units: Units;
  readonly epsilon: number;
}

/** The last network's: a thread holds one at a time. */
let last: { readonly key: number; readonly tail: Tail } | null = null;

const tailOf = ({ key, network, kernels, budget }: ThreadTask): Tail => {
  if (last?.key !== key) {
    last = null; // its memory goes before the next is asked for
    last = { key, tail: createTail(network, kernelsNamed(kernels), budget) };
  }
  return last.tail;
};

/** Differentiates a run of units to its end. */
export const runTask = (task: ThreadTask): UnitGradients => {
  const steps = unitGradients(task.network, tailOf(task), task.units, task.epsilon);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};
