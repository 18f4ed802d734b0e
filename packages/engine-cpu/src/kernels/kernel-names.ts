import {
  type CostName,
  costNames,
  type ElementwiseActivationName,
  elementwiseActivations,
} from '@gradproof/model';

/** An activation that has a kernel: all but identity, whose increment is δ itself. */
export type KernelActivation = Exclude<ElementwiseActivationName, 'identity'>;

/** The activations that have a kernel. Their indices are the numbers that the WebAssembly module knows them by: assembly/smooth-increments.ts. */
export const kernelActivations = (Object.keys(elementwiseActivations) as ElementwiseActivationName[]).filter(
  (name): name is KernelActivation => name !== 'identity',
);

/** The costs; their indices, too, are the module's numbers. */
export const kernelCosts: readonly CostName[] = costNames;

/** leaky-relu → LeakyRelu: how the module's exports are named. */
export const exportName = (name: string): string =>
  name
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

/** A value for each name. */
export const recordOf = <Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Readonly<Record<Name, Value>> =>
  Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
