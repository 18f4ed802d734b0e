import type { PreparedNetwork } from './prepared-network.ts';

/** The examples that stand at some unit's kink, in `layer` or after it. */
export const examplesAtKinks = ({ layers, examples }: PreparedNetwork, layer: number): ReadonlySet<number> =>
  new Set(layers.slice(layer).flatMap(({ atKink }) => atKink.map((at) => at % examples)));
