import type { TensorSlot } from '@gradproof/flatteners';
import type { Diagnosis } from './diagnosis.ts';
import type { LayerPlace } from './layer-place.ts';

/** Explanations that make the whole gradient out of the right one: the error that it was computed from is right but for that. */
const OF_THE_RIGHT_ONE: readonly Diagnosis['kind'][] = [
  'zero',
  'sign',
  'scale',
  'transposed',
  'regularization',
  'permuted',
  'broadcast',
  'shifted',
];

/** What was done to the right gradient, where that is the explanation: the kind, of a scale its factor, too. */
const doneTo = (diagnosis: Diagnosis | null): string | null => {
  if (diagnosis === null || !OF_THE_RIGHT_ONE.includes(diagnosis.kind)) return null;
  if (diagnosis.kind === 'broadcast' && diagnosis.of === null) return null; // whatever was spread
  return diagnosis.kind === 'scale' ? `scale ${diagnosis.factor.toPrecision(4)}` : diagnosis.kind;
};

/** A wrong error dZₖ spoils dWₖ and dbₖ alike: one of them made out of the right one, the other not, says that each is wrong by itself. */
const isContradicted = (diagnoses: readonly (Diagnosis | null)[], wrongUpTo: number): boolean => {
  const [weights, biases] = diagnoses.slice(2 * wrongUpTo - 2, 2 * wrongUpTo).map((own) => own ?? null);
  if (!weights || !biases) return false; // one that is silent
  return doneTo(weights) !== doneTo(biases);
};

/** Diagnoses a tensor; `factors`: those that were found on others. */
type DiagnoseOne = (
  slot: TensorSlot,
  tensor: number,
  place: LayerPlace | null,
  factors: readonly number[],
) => Diagnosis | null;

/** Explanations that a factor found elsewhere may take the place of. */
const UNSETTLED: readonly Diagnosis['kind'][] = ['upstream', 'unexplained'];

/**
 * Diagnoses each tensor by itself, then by the others: a single entry's factor counts where another tensor has it, too, and where what is said of
 * the last wrong layer speaks against a mistake `upstream`, those tensors are diagnosed without it.
 */
export const diagnoseTogether = (
  tensors: readonly TensorSlot[],
  placeOf: (tensor: number) => LayerPlace | null,
  diagnoseOne: DiagnoseOne,
): (Diagnosis | null)[] => {
  const alone = tensors.map((slot, tensor) => diagnoseOne(slot, tensor, placeOf(tensor), []));
  const factors = alone.flatMap((own) => (own?.kind === 'scale' ? [own.factor] : []));
  const diagnoses = alone.map((own, tensor) =>
    own === null || factors.length === 0 || !UNSETTLED.includes(own.kind)
      ? own
      : diagnoseOne(tensors[tensor]!, tensor, placeOf(tensor), factors),
  );
  const wrongUpTo = placeOf(0)?.wrongUpTo ?? null;
  if (wrongUpTo === null || !isContradicted(diagnoses, wrongUpTo)) return diagnoses;
  return diagnoses.map((own, tensor) => {
    const place = placeOf(tensor);
    if (own?.kind !== 'upstream' || place === null) return own;
    return diagnoseOne(tensors[tensor]!, tensor, { ...place, wrongUpTo: null }, factors);
  });
};
