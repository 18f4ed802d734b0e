import { innerProduct } from '../../numerics/direction.ts';
import { factorOf, normOf } from '../../numerics/vectors.ts';
import { nameFactor, originOf } from '../evidence/known-numbers.ts';
import { allowedResidual, explains, type SuspectTensor, weightyEntries } from '../evidence/suspect-tensor.ts';
import { agreesAlong, allowedAlong, isSupportedAlong } from '../evidence/tensor-along.ts';
import { gradientName, numberInWords } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad is a multiple of gradapprox. */
export interface ScaleDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'scale';
  /** grad / gradapprox; the exact number where it has a name or is indistinguishable from an integer or its inverse. */
  readonly factor: number;
  /** The factor's size as a formula, where it is no accident: 2, m (examples), 1/m, n₁ (units of layer 1), √m, …; null otherwise. */
  readonly name: string | null;
}

/** The largest relative uncertainty of a factor at which it is compared with known numbers. */
const LARGEST_UNCERTAINTY = 1e-3;

/** A factor this near to 1 is written as 1 plus or minus what it differs by. */
const NEAR_ONE = 1e-2;

/** Integers up to this one, and their inverses, are evidence by themselves where the factor equals them. */
const LARGEST_INTEGER = 12;

/** The relative difference up to which a factor equals an integer. */
const EXACTLY = 1e-5;

/** A factor is missing, or there is one too many. */
export const scale: DiagnosisKind<ScaleDiagnosis> = {
  kind: 'scale',
  evidence: 'entry',
  identifies: 'cause',
  explain: (tensor) => {
    const { grad, gradapprox, factors = [] } = tensor;
    const ofAll = factorOfAll(tensor);
    if (ofAll !== null) return ofAll;
    const factor = factorOf(grad, gradapprox);
    const explained = gradapprox.map((a) => factor * a);
    const amplification = Math.abs(factor);
    if (!explains(tensor, explained, amplification)) return null;
    const size = normOf(explained);
    const uncertainty = allowedResidual(tensor, size, amplification) / size;
    const isMetAgain = factors.some((other) => Math.abs(other - factor) <= 2 * uncertainty * amplification);
    const isSupported = isMetAgain || weightyEntries(tensor, explained, amplification) >= 2;
    return diagnosisOf(tensor, { factor, uncertainty, isSupported });
  },
  explainWithoutL2: (rest) => scale.explain(rest),
  /** grad·v = k·slope, k by least squares. */
  explainAlong: (tensor) => {
    const { directions, grad } = tensor;
    const size = Math.hypot(...directions.map(({ slope }) => slope));
    const factor = directions.reduce(
      (sum, { direction, slope }) => sum + (innerProduct(grad, direction) / size) * (slope / size),
      0,
    );
    const gradapprox = grad.map((g) => g / factor);
    if (!agreesAlong(tensor, gradapprox, 1 / Math.abs(factor))) return null;
    const uncertainty = allowedAlong(tensor) / size;
    const isSupported = isSupportedAlong(tensor, gradapprox);
    const diagnosis = diagnosisOf(tensor, { factor, uncertainty, isSupported });
    return diagnosis && { diagnosis, gradapprox };
  },
  operation: ({ factor }) => `scale ${factor.toPrecision(4)}`,
  label: ({ factor }) => `scale ${Number(factor.toPrecision(4))}`,
};

/** The factor of all tensors together, which an uncertain numerical gradient can't tell of one; null where they have none, or this tensor has another. */
const factorOfAll = (tensor: SuspectTensor): ScaleDiagnosis | null => {
  const { together } = tensor;
  if (together === undefined || together.parts.filter(({ isWrong }) => isWrong).length < 2) return null;
  const whole = together.whole();
  const factor = factorOf(whole.grad, whole.gradapprox);
  if (factor === -1) return null; // a sign
  const explained = whole.gradapprox.map((a) => factor * a);
  const amplification = Math.abs(factor);
  if (!explains(whole, explained, amplification)) return null;
  const size = normOf(explained);
  const uncertainty = allowedResidual(whole, size, amplification) / size;
  const found = diagnosisOf(
    { name: tensor.name, shape: [], place: tensor.place },
    { factor, uncertainty, isSupported: true },
  );
  if (found === null || Math.abs(found.factor) === 1) return null;
  return isWithinError(tensor, found.factor) ? found : null;
};

/** Whether the factor leaves no more than the error of gradapprox, however large that is: what shows it is the whole. */
const isWithinError = (
  { grad, gradapprox, norms, error, threshold }: SuspectTensor,
  factor: number,
): boolean => {
  const rest = normOf(grad.map((g, i) => g - factor * gradapprox[i]!));
  return rest <= threshold * norms.grad + Math.abs(factor) * error;
};

/** A factor that was fitted to a tensor's entries. */
interface FittedFactor {
  readonly factor: number;
  /** How far it may be off, relatively. */
  readonly uncertainty: number;
  /** Whether two entries or more support it: fitted to a single one it explains nothing, unless it has a name or is a small integer. */
  readonly isSupported: boolean;
}

/** Null for a factor fitted to one entry that may be an accident. */
const diagnosisOf = (
  tensor: Pick<SuspectTensor, 'name' | 'shape' | 'place'>,
  { factor: fitted, uncertainty: uncertain, isSupported }: FittedFactor,
): ScaleDiagnosis | null => {
  const uncertainty = Math.min(uncertain, LARGEST_UNCERTAINTY);
  const named = nameFactor(tensor, fitted, uncertainty);
  if (named === null && !isSupported && !isInteger(fitted, uncertainty)) return null;
  const factor = named === null ? rounded(fitted, uncertainty) : Math.sign(fitted) * named.value;
  const origin = named === null ? 'a factor is missing or one too many' : originOf(named);
  const minus = factor < 0 ? ', also with the wrong sign' : '';
  return {
    kind: 'scale',
    message: `${gradientName(tensor.name)} is ${times(factor)} the numerical gradient: ${origin}${minus}`,
    factor,
    name: named?.name ?? null,
  };
};

/** Whether it is a small integer, or the inverse of one. */
const isInteger = (factor: number, uncertainty: number): boolean => {
  const value = Math.max(Math.abs(factor), 1 / Math.abs(factor));
  const off = Math.abs(value - Math.round(value));
  return value <= LARGEST_INTEGER && off <= Math.min(uncertainty, EXACTLY) * value;
};

/** The integer, or the inverse of one, that the factor is indistinguishable from; else the factor. */
const rounded = (factor: number, uncertainty: number): number => {
  const isNear = (value: number) =>
    Math.abs(value) !== 1 && Math.abs(factor - value) <= uncertainty * Math.abs(factor);
  return [Math.round(factor), 1 / Math.round(1 / factor)].find(isNear) ?? factor;
};

/** "0.37 times", "1/50 of", "(1 + 0.00003) times". */
const times = (factor: number): string => {
  const beyond = Math.abs(factor) - 1;
  if (Math.abs(beyond) < NEAR_ONE)
    return `${factor < 0 ? '−' : ''}(1 ${beyond < 0 ? '−' : '+'} ${numberInWords(Math.abs(beyond))}) times`;
  const inverse = Math.round(1 / factor);
  const isPart = Math.abs(factor) < 1 && factor === 1 / inverse; // known inverses are exact
  if (!isPart) return `${numberInWords(factor)} times`;
  const part = `1/${numberInWords(Math.abs(inverse))} of`;
  return factor < 0 ? `−${part}` : part;
};
