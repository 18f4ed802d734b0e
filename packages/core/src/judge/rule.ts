import { CLAIM_DEVIATIONS, ENTRY_DEVIATIONS } from '../numerics/deviations.ts';

/**
 * What is known of one tensor: g is the claim, a the numerical gradient, e a bound of a's error, π the root mean square of the rounding that a
 * right claim carries in its precision, r = g − a. All norms are 2-norms over the coordinates that were compared.
 */
export interface TensorEvidence {
  /** G = ‖g‖. */
  readonly claim: number;
  /** A = ‖a‖. */
  readonly numerical: number;
  /** X = ‖(|r| − e)₊‖. */
  readonly beyond: number;
  /** Y = ‖(|r| − e − 16π)₊‖. */
  readonly beyondRounding: number;
  /** ‖e‖. */
  readonly error: number;
  /** ‖π‖. */
  readonly rounding: number;
  /** The norm of an error of a that is known by its norm alone: that of an engine's arithmetic. */
  readonly engineError: number;
  /** The norm of an error of a that was estimated from a few of its entries: truncation. */
  readonly unseenError: number;
  /** What of ‖e‖ comes from kinks, and from the step that is given: for whoever asks why a tensor is unsettled. */
  readonly kinkError: number;
  readonly stepError: number;
  /** The largest e and π of any entry. */
  readonly largestError: number;
  readonly largestRounding: number;
  /** Whether all of g, and J(θ), are finite. */
  readonly isFinite: boolean;
  /** What the tie test says of its coordinates at kinks; null where it has nothing to say. */
  readonly ties: 'refused' | 'unsettled' | null;
  /** Whether J doesn't change with any of its coordinates, to the bit. */
  readonly isFlat: boolean;
}

/** What all tensors of a check are judged by. */
export interface Standard {
  /** T. */
  readonly threshold: number;
  /** The part of A that all uncertainty together may be: RESOLUTION, or COARSE_RESOLUTION for a claim in 16 bits. */
  readonly resolution: number;
  /** The part of S below which nothing refutes; 0, but for a claim of low precision whose rounding can't be measured: UNMEASURED. */
  readonly unmeasured: number;
  /** |J(θ)|, and ‖θ‖. */
  readonly cost: number;
  readonly thetaNorm: number;
}

/** Uncertainty up to this part of a tensor leaves its check meaningful: a mistake of 1 % would be seen. */
export const RESOLUTION = 1e-2;

/** The same of a claim in 16 bits, whose own rounding is about 1 %. */
export const COARSE_RESOLUTION = 1 / 4;

/** What of the whole gradient a tensor may be uncertain by: it is small beside the others, or 0 to rounding. */
export const SMALL_PART = 1e-3;

/** Of a float32 array whose rounding nobody can measure: what is below this part of its norm may be rounding that adds up. */
export const UNMEASURED = 1e-3;

/** A gradient that moves J by less than this part of itself, over all the length of θ, is 0 for every purpose. */
export const NO_CHANGE = 1e-6;

/** What a tensor is found to be. */
export interface Ruling {
  readonly state: 'refuted' | 'confirmed' | 'unsettled';
  /** U = 2·(‖e‖ + P): what an error may be hidden by. */
  readonly uncertainty: number;
  /** T·S + U: the smallest norm of an error, beyond rounding, that can't pass. */
  readonly limit: number;
  /** The same of an error of a single entry. */
  readonly entryLimit: number;
}

/** P: what rounding may do to the norm of a right claim's residual, together with what is known of a by its norm alone. */
const roundingAllowed = ({ rounding, engineError }: TensorEvidence): number =>
  CLAIM_DEVIATIONS * rounding + engineError;

/** Every comparison is written so that NaN and infinite uncertainty neither refute nor confirm. */
const isRefuted = (tensor: TensorEvidence, { threshold, unmeasured }: Standard): boolean => {
  const { claim, numerical, beyond, beyondRounding, engineError } = tensor;
  if (!tensor.isFinite || tensor.ties === 'refused') return true;
  const scale = claim + numerical;
  if (beyond <= unmeasured * scale) return false;
  return (
    beyond > threshold * scale + roundingAllowed(tensor) || beyondRounding > threshold * scale + engineError
  );
};

/** Whether it would be refuted if its rounding were known. */
const isUnmeasured = (tensor: TensorEvidence, standard: Standard): boolean =>
  !isRefuted(tensor, standard) && isRefuted(tensor, { ...standard, unmeasured: 0 });

/** What can't pass, by the proof in docs/method.md: ‖error‖ ≤ X + 2‖e‖ + P wherever the tensor isn't refuted. */
const limitsOf = (tensor: TensorEvidence, standard: Standard): Omit<Ruling, 'state'> => {
  const { claim, numerical, error, unseenError, engineError, largestError, largestRounding } = tensor;
  const allowed = roundingAllowed(tensor);
  const uncertainty = 2 * (error + unseenError + allowed);
  const { threshold, unmeasured } = standard;
  const part = isUnmeasured(tensor, standard) ? Math.max(threshold, unmeasured) : threshold;
  const norm = part * (claim + numerical);
  const ofEntry = Math.min(2 * allowed, 2 * (ENTRY_DEVIATIONS * largestRounding + engineError));
  return {
    uncertainty,
    limit: norm + uncertainty,
    entryLimit: Math.min(norm + uncertainty, norm + 2 * (largestError + unseenError) + ofEntry),
  };
};

/** Whether what was claimed of a gradient that is 0 to rounding, as a whole, can be called right. */
const isZeroConfirmed = (
  { claim, numerical, isFlat }: TensorEvidence,
  { uncertainty, limit }: Omit<Ruling, 'state'>,
  { cost, thetaNorm }: Standard,
): boolean =>
  (claim === 0 && isFlat) ||
  limit * thetaNorm <= NO_CHANGE * cost ||
  (claim === 0 && numerical === 0 && uncertainty === 0);

/**
 * The rule, the same for every method, precision and coverage (docs/method.md, "The verdict"). A tensor is refuted where its residual is beyond
 * what the error of a, the rounding of a right claim and the threshold allow; confirmed where it isn't, and an error of a hundredth of it (or a
 * thousandth of the whole gradient) would have refuted it; unsettled else. Nothing of one tensor enters another's ruling but the size of the whole.
 */
export const ruleOn = (tensors: readonly TensorEvidence[], standard: Standard): Ruling[] => {
  const limits = tensors.map((tensor) => limitsOf(tensor, standard));
  const whole = Math.hypot(...tensors.map(({ numerical }) => numerical));
  const isZero = tensors.every(({ numerical }, index) => numerical <= limits[index]!.uncertainty);
  const resolution = Math.max(standard.resolution, standard.threshold);
  return tensors.map((tensor, index) => {
    const { uncertainty } = limits[index]!;
    const sees = uncertainty <= resolution * tensor.numerical || uncertainty <= SMALL_PART * whole;
    const confirms = isZero ? isZeroConfirmed(tensor, limits[index]!, standard) : sees;
    const isOpen = tensor.ties === 'unsettled' || isUnmeasured(tensor, standard);
    const state = isRefuted(tensor, standard) ? 'refuted' : confirms && !isOpen ? 'confirmed' : 'unsettled';
    return { state, ...limits[index]! };
  });
};
