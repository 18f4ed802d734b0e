import { workerData } from 'node:worker_threads';
import type { PreparedNetwork } from '../incremental/prepared-network.ts';
import type { Units } from '../incremental/responses.ts';
import { createTail } from '../incremental/tail.ts';
import { unitGradients, type UnitGradients } from '../incremental/unit-gradients.ts';
import { kernelsNamed } from '../kernels/choose-kernels.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** What every thread gets once. */
export interface ThreadData {
  readonly network: PreparedNetwork;
  readonly kernels: Kernels['name'];
  /** Numbers that its memory may hold. */
  readonly budget: number;
}

/** What a thread is asked for. */
export interface ThreadTask {
  readonly units: Units;
  readonly epsilon: number;
}

const [, { network, kernels, budget }] = workerData as [unknown, ThreadData];
const tail = createTail(network, kernelsNamed(kernels), budget);

/** Differentiates a run of units to its end. */
export default ({ units, epsilon }: ThreadTask): UnitGradients => {
  const steps = unitGradients(network, tail, units, epsilon);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};
