import { assertFinite, assertLabels, type LayeredProblem } from '@gradproof/core/fleet';
import { InputError, type Tensor } from '@gradproof/model';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { StoreError } from './store-error.ts';

/** Numbers tested between two turns of the event loop, so that a worker's locks are renewed meanwhile. */
const AT_ONCE = 2 ** 18;

const areFinite = (numbers: Float64Array): boolean => {
  let zero = 0;
  for (let i = 0; i < numbers.length; i++) zero += numbers[i]! * 0; // NaN as soon as one of them isn't finite
  return zero === 0;
};

const isFinite = async (numbers: Float64Array): Promise<boolean> => {
  for (let start = 0; start < numbers.length; start += AT_ONCE) {
    if (!areFinite(numbers.subarray(start, start + AT_ONCE))) return false;
    await yieldToEventLoop();
  }
  return true;
};

const tensorsOf = ({ layout, theta, X, Y }: LayeredProblem): [string, Tensor][] => [
  ...layout.tensors.map(({ name, shape, offset, size }): [string, Tensor] => [
    name,
    { shape, data: theta.subarray(offset, offset + size) },
  ]),
  ['X', X],
  ['Y', Y],
];

const assertFitNumbers = async (problem: LayeredProblem): Promise<void> => {
  for (const [name, tensor] of tensorsOf(problem))
    if (!(await isFinite(tensor.data))) assertFinite(name, tensor);
  assertLabels(problem.Y, problem.network.cost);
};

/** Throws StoreError `refused`, naming the first entry of θ, X or Y that isn't finite, or a label that the cost isn't defined for. */
export const validateNumbers = async (problem: LayeredProblem): Promise<void> => {
  try {
    await assertFitNumbers(problem);
  } catch (error) {
    if (error instanceof InputError) throw new StoreError('refused', error.message, error);
    throw error;
  }
};
