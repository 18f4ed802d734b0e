import { multiIndex } from '@gradproof/flatteners';
import { wideAxes } from '../evidence/slices.ts';
import { explains, isRearranged, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName, listInWords, sliceNames } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad is gradapprox in reverse order along axes. */
export interface FlippedDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'flipped';
  readonly axes: readonly number[];
}

/** At most so many axes are turned over in every combination: 31 of them. */
const MOST_AXES = 5;

/** A kernel, a sequence or an image is turned over. Two slices that are exchanged are no evidence for that: `permuted` names them. */
export const flipped: DiagnosisKind<FlippedDiagnosis> = {
  kind: 'flipped',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    if (!isRearranged(tensor)) return null;
    for (const axes of combinationsOf(wideAxes(tensor.shape))) {
      if (axes.length === 1 && tensor.shape[axes[0]!] === 2) continue;
      if (!explains(tensor, turnedOver(tensor, axes))) continue;
      return { kind: 'flipped', message: messageOf(tensor, axes), axes };
    }
    return null;
  },
  explainWithoutL2: (rest) => flipped.explain(rest),
  operation: () => 'flipped',
};

/** Every choice of one or more axes, the smaller first. */
const combinationsOf = (axes: readonly number[]): number[][] =>
  axes.length > MOST_AXES
    ? []
    : Array.from({ length: 2 ** axes.length - 1 }, (_, k) =>
        axes.filter((__, at) => ((k + 1) >> at) % 2 === 1),
      ).sort((a, b) => a.length - b.length);

const turnedOver = ({ shape, gradapprox }: SuspectTensor, axes: readonly number[]): Float64Array =>
  gradapprox.map((_, place) => {
    const index = multiIndex(shape, place);
    const from = index.map((at, axis) => (axes.includes(axis) ? shape[axis]! - 1 - at : at));
    return gradapprox[from.reduce((offset, at, axis) => offset * shape[axis]! + at, 0)]!;
  });

const messageOf = ({ name, shape }: SuspectTensor, axes: readonly number[]): string => {
  const gradient = `${gradientName(name)} is the numerical gradient`;
  if (axes.length > 1)
    return `${gradient} flipped along axes ${listInWords(axes.map(String))}, as a kernel is between convolution and correlation`;
  const { more, along } = sliceNames(shape, axes[0]!);
  return `${gradient}, but its ${more}${along} are in reverse order: it is flipped along that axis, or a flip is missing`;
};
