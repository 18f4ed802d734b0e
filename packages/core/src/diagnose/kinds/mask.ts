import type { ActivationName } from '@gradproof/model';
import type { LayerPlace } from '../evidence/layer-place.ts';
import type { SlopeFault } from '../evidence/network-replay.ts';
import { sliceNorms, slicesAlong } from '../evidence/slices.ts';
import { allowedResidual, explains, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { counted, gradientName, sliceNames } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** The gradient is wrong where units of a layer are inactive (z ≤ 0), or where they are active. */
export interface MaskDiagnosis extends DiagnosisBase {
  readonly kind: 'mask';
  /** The layer whose units decide, from 1. */
  readonly layer: number;
  readonly activation: ActivationName;
  /** The units that are handled wrongly: the inactive ones, the active ones, or both. */
  readonly wrong: 'inactive' | 'active' | 'both';
  /** What backward propagation does with f′ to give exactly this gradient; null where only the places of the mistakes show it. */
  readonly fault: SlopeFault | null;
}

/** Activations that are z above 0 and something else below: their derivative is a mask. */
const MASKING: readonly ActivationName[] = ['relu', 'leaky-relu', 'elu'];

/** At least so many slices are wrong and so many right: fewer may coincide by chance. */
const LEAST_EVIDENCE = 2;

/** What backward propagation may do with the mask, and the units that it then handles wrongly. */
const FAULTS: readonly {
  readonly fault: SlopeFault;
  readonly wrong: MaskDiagnosis['wrong'];
  readonly words: string;
}[] = [
  {
    fault: 'missing',
    wrong: 'inactive',
    words: 'is left out: inactive units pass the error on as active ones do',
  },
  {
    fault: 'inverted',
    wrong: 'both',
    words: 'is taken the wrong way round: inactive units pass the error on, active ones do not',
  },
  { fault: 'cut', wrong: 'inactive', words: 'is taken as 0 for inactive units' },
];

/** The derivative of relu, leaky relu or elu is misused. */
export const mask: DiagnosisKind<MaskDiagnosis> = {
  kind: 'mask',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { place } = tensor;
    if (place === null) return null;
    const planted = replayed(tensor, place);
    if (planted) return planted;
    const { layer, role } = place;
    const rows = isMasking(place, layer) ? matched(tensor, place, layer, 0) : null;
    if (rows || role === 'biases') return rows;
    return isMasking(place, layer - 1) ? matched(tensor, place, layer - 1, 1) : null;
  },
  layer: ({ layer }) => layer,
  label: ({ layer }) => `mask, layer ${layer}`,
};

/** Plants mistakes in the mask of this layer, or of the last wrong one, and sees whether the same gradient comes out. */
const replayed = (tensor: SuspectTensor, place: LayerPlace): MaskDiagnosis | null => {
  const layers = new Set([place.layer, place.wrongUpTo ?? place.layer]);
  for (const layer of [...layers].filter((candidate) => isMasking(place, candidate))) {
    for (const { fault, wrong, words } of FAULTS) {
      const gradient = place.replay.gradientWith(fault, layer);
      if (!explains(tensor, tensor.partOf(gradient))) continue;
      const activation = place.replay.activationOf(layer);
      const message = `${gradientName(tensor.name)} is what comes out when the derivative of ${activation} in layer ${layer} ${words}`;
      return { kind: 'mask', message, layer, activation, wrong, fault };
    }
  }
  return null;
};

const isMasking = ({ replay }: LayerPlace, layer: number): boolean =>
  layer >= 1 && MASKING.includes(replay.activationOf(layer));

/** Compares which slices along the axis are wrong with which units of the layer are inactive, or active, in some example or all. */
const matched = (
  tensor: SuspectTensor,
  place: LayerPlace,
  layer: number,
  axis: number,
): MaskDiagnosis | null => {
  const slices = wrongSlices(tensor, axis);
  if (!isEvidence(tensor, slices, axis)) return null;
  const pattern = patternsOf(place, layer).find(({ units }) =>
    units.every((isMatching, unit) => isMatching === slices[unit]),
  );
  if (!pattern) return null;
  const { wrong, where } = pattern;
  const { one, more } = sliceNames(tensor.shape, axis);
  const count = slices.filter(Boolean).length;
  const activation = place.replay.activationOf(layer);
  return {
    kind: 'mask',
    message: `${gradientName(tensor.name)} is wrong in ${counted(count, one, more)}, exactly where units of layer ${layer} are ${wrong} ${where}: look at how the derivative of ${activation} is applied there`,
    layer,
    activation,
    wrong,
    fault: null,
  };
};

/** Which slices along the axis are wrong. */
const wrongSlices = (tensor: SuspectTensor, axis: number): boolean[] => {
  const { shape, residual, norms } = tensor;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  return Array.from(sliceNorms(residual, slicesAlong(shape, axis)), (size) => !(size <= allowed));
};

/** A slice that is right says something where a mistake as large beside its gradient as those of the wrong ones would show: what relu never lets through is 0 whatever the mistake. */
const isEvidence = (tensor: SuspectTensor, slices: readonly boolean[], axis: number): boolean => {
  const { shape, residual, gradapprox, norms } = tensor;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  const along = slicesAlong(shape, axis);
  const [errors, sizes] = [sliceNorms(residual, along), sliceNorms(gradapprox, along)];
  const wrong = slices.flatMap((isWrong, unit) => (isWrong ? [errors[unit]! / sizes[unit]!] : []));
  const least = Math.min(...wrong);
  const isShown = (size: number) => least === Infinity || least * size > allowed; // of no gradient at all they are no part
  const right = slices.filter((isWrong, unit) => !isWrong && isShown(sizes[unit]!));
  return wrong.length >= LEAST_EVIDENCE && right.length >= LEAST_EVIDENCE;
};

/** Which units may be handled wrongly: those that are inactive, or active, in every example, or in some. */
const patternsOf = ({ replay, examples }: LayerPlace, layer: number) => {
  const { active, inactive } = replay.activityOf(layer);
  const inAtLeast = (counts: Uint32Array, least: number) => Array.from(counts, (count) => count >= least);
  return [
    { wrong: 'inactive', where: 'in every example', units: inAtLeast(inactive, examples) },
    { wrong: 'inactive', where: 'in some example', units: inAtLeast(inactive, 1) },
    { wrong: 'active', where: 'in every example', units: inAtLeast(active, examples) },
    { wrong: 'active', where: 'in some example', units: inAtLeast(active, 1) },
  ] as const;
};
