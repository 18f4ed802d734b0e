import type { Activation, NearIncrement } from './activation.ts';
import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { identity } from './identity.ts';
import { leakyRelu } from './leaky-relu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { softplus } from './softplus.ts';
import { tanh } from './tanh.ts';

/** The activations that act on each unit alone. */
export const elementwiseActivations = {
  identity,
  relu,
  'leaky-relu': leakyRelu,
  elu,
  softplus,
  gelu,
  tanh,
  sigmoid,
} as const satisfies Record<string, Activation>;

/** The name of an activation that acts on each unit alone. */
export type ElementwiseActivationName = keyof typeof elementwiseActivations;

const names = Object.keys(elementwiseActivations) as ElementwiseActivationName[];

/** The name of an activation; softmax mixes a layer's units and stands only on the last layer. */
export type ActivationName = ElementwiseActivationName | 'softmax';

/** Every activation's name, in the order of the documentation. */
export const activationNames = [...names, 'softmax'] as const satisfies readonly ActivationName[];

/** Activations whose increments, of a step that crosses no kink, change but the sign with the step's. */
export const piecewiseLinear: ReadonlySet<ActivationName> = new Set(
  names.filter((name) => elementwiseActivations[name].near.isOdd),
);

/** The closed forms of small steps, by activation. */
export const nearIncrements = Object.fromEntries(
  names.map((name) => [name, elementwiseActivations[name].near]),
) as Readonly<Record<ElementwiseActivationName, NearIncrement>>;
