import type { LayerPlace } from '../evidence/layer-place.ts';
import { explains, isNearlyRight, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** This and all earlier layers are wrong, the later ones right: the error that is passed back is wrong from there on. */
export interface UpstreamDiagnosis extends DiagnosisBase {
  readonly kind: 'upstream';
  /** The last wrong layer k, from 1: the mistake is between k + 1 and k; at the cost itself where k is the last layer. */
  readonly layer: number;
  /** Whether exactly this gradient comes out when the activation's derivative in layer k is left out. */
  readonly derivativeMissing: boolean;
}

/** The mistake is where the error is passed back, not where this gradient is computed. */
export const upstream: DiagnosisKind<UpstreamDiagnosis> = {
  kind: 'upstream',
  evidence: 'layers',
  identifies: 'place',
  explain: (tensor) => {
    const { name, place } = tensor;
    if (place === null || place.wrongUpTo === null || isNearlyRight(tensor)) return null;
    const { units, wrongUpTo: layer, replay } = place;
    const derivativeMissing = isWithoutDerivative(tensor, place, layer);
    const cause = derivativeMissing
      ? `, where the derivative of ${replay.activationOf(layer)} is left out: exactly this comes out`
      : '';
    return {
      kind: 'upstream',
      message: `${gradientName(name)} is wrong with those around it: ${whereabouts(layer, units.length - 1, derivativeMissing)}${cause}`,
      layer,
      derivativeMissing,
    };
  },
  layer: ({ layer }) => layer,
  label: ({ layer }) => `upstream, layer ${layer}`,
};

/** Where every layer is wrong nothing that is right shows that the gradient was meant for this problem, unless `isCertain`. */
const whereabouts = (layer: number, layers: number, isCertain: boolean): string => {
  const error = `dZ${layer}`;
  if (layer === layers)
    return isCertain
      ? `every layer is wrong, from the last one on: the mistake is where backward propagation begins, in ${error}`
      : `every layer is wrong, from the last one on: either backward propagation begins with a mistake, in ${error}, or the gradient is of other parameters or examples, or was changed afterwards (clipped)`;
  const wrong = layer === 1 ? 'the first layer is wrong' : `layers 1 to ${layer} are wrong`;
  return `${wrong}, the later right: the mistake is in the backward pass between layers ${layer} and ${layer + 1}, in ${error}`;
};

const isWithoutDerivative = (tensor: SuspectTensor, { replay }: LayerPlace, layer: number): boolean => {
  if (replay.activationOf(layer) === 'softmax') return false;
  const gradient = replay.gradientWith('missing', layer);
  return explains(tensor, tensor.partOf(gradient));
};
