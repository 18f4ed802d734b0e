import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import type { LayeredProblem } from './problem.ts';

/** A network whose parameters and examples are all 0: for what depends on shapes alone. */
export const blankNetwork = (
  { layers, cost, l2 = 0 }: Omit<NetworkDescription, 'l2'> & { readonly l2?: number },
  features: number,
  examples: number,
): LayeredProblem => {
  const network: NetworkDescription = { layers, cost, l2 };
  const layout = layoutOf(parameterShapes(network, features));
  const outputs = layers.at(-1)!.units;
  return {
    kind: 'layered',
    network,
    layout,
    theta: new Float64Array(layout.size),
    X: tensor([features, examples], new Float64Array(features * examples)),
    Y: tensor([outputs, examples], new Float64Array(outputs * examples)),
  };
};
