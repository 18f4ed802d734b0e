import type { TensorSlot } from '@gradproof/flatteners';
import type { Problem } from '../contract/problem.ts';
import { type Diagnosis, kindOf } from './diagnosis.ts';
import type { LayerPlace } from './evidence/layer-place.ts';
import type { KnownCounts } from './kinds/diagnosis-kind.ts';
import { kinds } from './kinds/kinds.ts';

/** Diagnoses a tensor; `factors`: those that were found on others. */
type DiagnoseOne = (
  slot: TensorSlot,
  tensor: number,
  place: LayerPlace | null,
  factors: readonly number[],
) => Diagnosis | null;

/**
 * Diagnoses each tensor by itself, then by the others: a factor of a single entry is evidence where another tensor has it, too; and where
 * the diagnoses of the last wrong layer contradict a mistake in the error that is passed back, tensors are diagnosed without that.
 */
export const diagnoseTogether = (
  problem: Problem,
  placeOf: (tensor: number) => LayerPlace | null,
  diagnoseOne: DiagnoseOne,
): (Diagnosis | null)[] => {
  const { tensors } = problem.layout;
  const diagnoses = diagnoseByOthers(tensors, placeOf, diagnoseOne);
  return explainTogether(tensors, diagnoses, countsOf(problem)) ?? diagnoses;
};

/** What explains all tensors at once; null where nothing does. */
const explainTogether = (
  tensors: readonly TensorSlot[],
  diagnoses: readonly (Diagnosis | null)[],
  counts: KnownCounts,
): Diagnosis[] | null => {
  const found = tensors.map(({ name }, tensor) => ({ name, diagnosis: diagnoses[tensor]! }));
  for (const kind of kinds) {
    const explained = kind.explainTogether?.(found, counts);
    if (explained) return [...explained];
  }
  return null;
};

const countsOf = (problem: Problem): KnownCounts =>
  problem.kind === 'layered'
    ? { outputs: problem.Y.shape[0]!, examples: problem.Y.shape[1]! }
    : { outputs: problem.outputs ?? null, examples: null };

const diagnoseByOthers = (
  tensors: readonly TensorSlot[],
  placeOf: (tensor: number) => LayerPlace | null,
  diagnoseOne: DiagnoseOne,
): (Diagnosis | null)[] => {
  const alone = tensors.map((slot, tensor) => diagnoseOne(slot, tensor, placeOf(tensor), []));
  const factors = alone.flatMap((diagnosis) => (diagnosis?.kind === 'scale' ? [diagnosis.factor] : []));
  const diagnoses = alone.map((diagnosis, tensor) =>
    factors.length > 0 && identifiesPlaceOnly(diagnosis)
      ? diagnoseOne(tensors[tensor]!, tensor, placeOf(tensor), factors)
      : diagnosis,
  );
  const wrongUpTo = placeOf(0)?.wrongUpTo ?? null;
  if (wrongUpTo === null || !isContradicted(diagnoses, wrongUpTo)) return diagnoses;
  return diagnoses.map((diagnosis, tensor) => {
    const place = placeOf(tensor);
    if (place === null || !isByLayers(diagnosis)) return diagnosis;
    return diagnoseOne(tensors[tensor]!, tensor, { ...place, wrongUpTo: null }, factors);
  });
};

/** Whether a factor found elsewhere identifies more than the diagnosis. */
const identifiesPlaceOnly = (diagnosis: Diagnosis | null): boolean =>
  diagnosis !== null && kindOf(diagnosis).identifies === 'place';

/** Whether it rests on which tensors of the network are wrong. */
const isByLayers = (diagnosis: Diagnosis | null): boolean =>
  diagnosis !== null && kindOf(diagnosis).evidence === 'layers';

/** A wrong error dZₖ makes dWₖ and dbₖ wrong alike: where one of them is made of the right one and the other is not, each is wrong by itself. */
const isContradicted = (diagnoses: readonly (Diagnosis | null)[], wrongUpTo: number): boolean => {
  const weights = diagnoses[2 * wrongUpTo - 2] ?? null;
  const biases = diagnoses[2 * wrongUpTo - 1] ?? null;
  if (weights === null || biases === null) return false; // one of them is no evidence
  return operationOf(weights) !== operationOf(biases);
};

const operationOf = (diagnosis: Diagnosis): string | null => kindOf(diagnosis).operation?.(diagnosis) ?? null;
