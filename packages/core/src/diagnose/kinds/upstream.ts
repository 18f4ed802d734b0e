import type { LayerPlace } from '../evidence/layer-place.ts';
import { explains, isNearlyRight, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';
import { entries } from './entries.ts';

/** This and all earlier layers are wrong, the later ones right: the error that is passed back is wrong from there on. */
export interface UpstreamDiagnosis extends DiagnosisBase {
  readonly kind: 'upstream';
  /**
   * The last wrong layer k, from 1: the mistake is between k + 1 and k; at the cost itself where k is the last layer. Null of a function,
   * of which nothing is known but the order of its tensors.
   */
  readonly layer: number | null;
  /** The last wrong tensor; absent of a layered network. */
  readonly until?: string;
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
    if (isNearlyRight(tensor)) return null;
    if (place === null) return byOrder(tensor);
    if (place.wrongUpTo === null) return null;
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
  label: ({ layer, until }) => (layer === null ? `upstream of ${until}` : `upstream, layer ${layer}`),
};

/** So many of a function's tensors are wrong, and so many of those after them right: with fewer the order is no evidence. */
const LEAST_IN_ORDER = 2;

/** Where the tensors of a function are wrong up to one of them, in their order, and right from there on. */
const byOrder = (tensor: SuspectTensor): UpstreamDiagnosis | null => {
  const shown = (tensor.together?.parts ?? []).filter(({ isWrong, isRight }) => isWrong || isRight);
  const wrong = shown.filter(({ isWrong }) => isWrong).length;
  const isInOrder = shown.every(({ isWrong }, at) => isWrong === at < wrong);
  if (!isInOrder || wrong < LEAST_IN_ORDER || shown.length - wrong < LEAST_IN_ORDER) return null;
  const [until, next] = [shown[wrong - 1]!.name, shown[wrong]!.name];
  if (entries.explain(tensor) !== null) return null; // the mistake is in some entries
  return {
    kind: 'upstream',
    message: `${wrong} tensors up to ${until} are wrong as a whole, and none from ${next} on: if they are in the order in which the cost uses them, look where the gradient is passed back from ${next} to ${until}`,
    layer: null,
    until,
    derivativeMissing: false,
  };
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
