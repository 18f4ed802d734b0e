// Activations
export {
  activationNames,
  elementwiseActivations,
  nearIncrements,
  piecewiseLinear,
} from './activations/index.ts';
export type { ActivationName, ElementwiseActivationName } from './activations/index.ts';
export type { Activation, NearIncrement } from './activations/activation.ts';
export { LEAKY_SLOPE } from './activations/leaky-relu.ts';

// Costs
export { costNames, costs } from './costs/index.ts';
export type { CostName } from './costs/index.ts';
export type { Cost } from './costs/cost.ts';

// Networks: descriptions, and where their parameters lie
export { parameterShapes } from './network/network.ts';
export type { LayerDescription, NetworkDescription } from './network/network.ts';
export { networkMistakes } from './network/network-mistakes.ts';
export type { NetworkMistake } from './network/network-mistakes.ts';
export { layerPlaces } from './network/layer-places.ts';
export type { LayerPlace } from './network/layer-places.ts';

// Networks: passes
export { createForwardPass } from './network/forward-pass.ts';
export type { ForwardPass } from './network/forward-pass.ts';
export { createMovedPass } from './network/moved-pass.ts';
export type { MovedCost, MovedPass } from './network/moved-pass.ts';
export { backwardPropagate, layerErrors } from './network/backward-pass.ts';
export type { LayerErrors, SlopeOf } from './network/backward-pass.ts';

// Networks: parts of passes, for engines
export { activate } from './network/activate.ts';
export { columnTotals } from './network/columns.ts';
export { addProduct, SUM_BLOCK } from './network/linear.ts';
export { kinkOf } from './network/kinks.ts';
export { mirroredLayers } from './network/mirrored-layers.ts';

// Special functions
export { normalCdf, normalDensity } from './special/normal.ts';
export * as smallSteps from './special/small-steps.ts';

// Tensors and errors
export { shapeText, sizeOf, tensor } from './tensor.ts';
export type { Tensor } from './tensor.ts';
export { InputError, isInputError, ShapeError } from './errors.ts';

// Texts of others
export { quoted, safeJson, safeMessage, safeName, safeText } from './text/safe-text.ts';
export { thrownText } from './text/thrown-text.ts';

// Names that somebody typed
export { commonName } from './names/common-names.ts';
export { didYouMean, nearestName } from './names/nearest-name.ts';

// The exercise's functions
export { backwardPropagation, forwardPropagation } from './classic/one-dimensional.ts';
export { relu, sigmoid } from './classic/nonlinearities.ts';
export { backwardPropagationN, forwardPropagationN } from './classic/three-layers.ts';
export type { ThreeLayerCache, ThreeLayerGradients, ThreeLayerParameters } from './classic/three-layers.ts';
export type { MatrixLike } from './classic/matrix.ts';
