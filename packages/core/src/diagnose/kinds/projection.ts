import { normOf } from '../../numerics/vectors.ts';
import { isLevel } from '../evidence/is-level.ts';
import { roundNumberNear } from '../evidence/round-number.ts';
import { forEachInSlices, sliceNorms, type Slices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { allowedResidual, explains, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName, sliceNames } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** grad differs from gradapprox along θ only, in the whole tensor or row by row. */
export interface ProjectionDiagnosis extends DiagnosisBase {
  readonly kind: 'projection';
  /** The axis whose slices have a multiple of θ each; null where the whole tensor has one. */
  readonly axis: number | null;
  /** Which of the gradients is perpendicular to θ: of gradapprox where the derivative of a normalization is missing, of grad where there is one too many. */
  readonly perpendicular: 'gradapprox' | 'grad';
}

/**
 * The cost depends on θ/‖θ‖ (a quaternion, normalized weights), so that its gradient is perpendicular to θ, which the derivative of the
 * normalization brings about; there it is missing, or is one too many. A multiple of θ that is the same in every row, or a round number,
 * is an L2 term; of a θ whose entries are of one size, any constant is.
 */
export const projection: DiagnosisKind<ProjectionDiagnosis> = {
  kind: 'projection',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { shape, theta } = tensor;
    if (isLevel(theta)) return null;
    const axes = wideAxes(shape);
    const byAxis = axes.length > 1 ? axes.map((axis) => slicesAlong(shape, axis)) : [];
    if (byAxis.some((slices) => haveOneMultiple(tensor, slices))) return null;
    for (const slices of [wholeOf(tensor), ...byAxis]) {
      const perpendicular = perpendicularOf(tensor, slices);
      if (perpendicular === null) continue;
      const axis = slices.axis < 0 ? null : slices.axis;
      return { kind: 'projection', message: messageOf(tensor, axis, perpendicular), axis, perpendicular };
    }
    return null;
  },
};

/** Whether gradapprox is perpendicular to θ in each slice, but what grad has along θ is the same multiple in all: an L2 term, not what a normalization of each slice leaves. */
const haveOneMultiple = (tensor: SuspectTensor, slices: Slices): boolean => {
  const { theta, gradapprox, residual } = tensor;
  return hasNoPartAlong(tensor, gradapprox, slices) && areSame(factorsBySlice(residual, theta, slices));
};

/** The tensor as a single slice. */
const wholeOf = ({ grad }: SuspectTensor): Slices => ({ axis: -1, outer: 1, length: 1, inner: grad.length });

/** Which gradient is perpendicular to θ slice by slice, where the residual is a multiple of θ in each; null where it isn't. */
const perpendicularOf = (
  tensor: SuspectTensor,
  slices: Slices,
): ProjectionDiagnosis['perpendicular'] | null => {
  const { theta, grad, gradapprox, residual, norms } = tensor;
  const factors = factorsBySlice(residual, theta, slices);
  const allowed = allowedResidual(tensor, norms.gradapprox);
  const along = theta.slice();
  forEachInSlices(slices, (place, slice) => (along[place] = factors[slice]! * theta[place]!));
  if (isL2(factors, tensor) || !isEvidence(along, slices, allowed)) return null;
  const explained = gradapprox.map((a, i) => a + along[i]!);
  if (!explains(tensor, explained)) return null;
  if (hasNoPartAlong(tensor, gradapprox, slices)) return 'gradapprox';
  return hasNoPartAlong(tensor, grad, slices) ? 'grad' : null;
};

/** The multiple of θ that is nearest to the values, slice by slice; 0 where θ is. */
const factorsBySlice = (values: Float64Array, theta: Float64Array, slices: Slices): Float64Array => {
  const scale = normOf(theta) || 1;
  const products = new Float64Array(slices.length);
  const squares = new Float64Array(slices.length);
  forEachInSlices(slices, (place, slice) => {
    const parameter = theta[place]! / scale;
    products[slice]! += (values[place]! / scale) * parameter;
    squares[slice]! += parameter * parameter;
  });
  return products.map((product, slice) => (squares[slice] === 0 ? 0 : product / squares[slice]!));
};

/** The relative difference up to which the multiples of two rows are the same. */
const SAME = 1e-3;

/** Whether the multiples of θ look like one coefficient that someone chose. */
const isL2 = (factors: Float64Array, { place }: SuspectTensor): boolean => {
  if (place !== null && place.l2 !== 0) return true;
  if (!areSame(factors)) return false;
  return factors.length > 1 || roundNumberNear(Math.abs(factors[0]!)) !== null;
};

const areSame = (factors: Float64Array): boolean =>
  factors.every((factor) => Math.abs(factor - factors[0]!) <= SAME * Math.abs(factors[0]!));

/** Whether two entries or more of some slice show the multiple: it is fitted to one. */
const isEvidence = (along: Float64Array, slices: Slices, allowed: number): boolean => {
  const weighty = new Uint32Array(slices.length);
  forEachInSlices(slices, (place, slice) => {
    if (Math.abs(along[place]!) > allowed) weighty[slice]!++;
  });
  return weighty.some((count) => count >= 2) && weighty.every((count) => count !== 1);
};

/** A part along θ of at most this of the residual is none: where the error of gradapprox exceeds it, nothing can be said to be perpendicular. */
const PERPENDICULAR = 0.02;

/** Whether the values have no more along θ than is allowed, slice by slice. */
const hasNoPartAlong = (tensor: SuspectTensor, values: Float64Array, slices: Slices): boolean => {
  const { theta, norms } = tensor;
  const allowed = Math.min(allowedResidual(tensor, norms.gradapprox), PERPENDICULAR * norms.residual);
  const factors = factorsBySlice(values, theta, slices);
  const lengths = sliceNorms(theta, slices);
  return factors.every((factor, slice) => Math.abs(factor) * lengths[slice]! <= allowed);
};

const messageOf = (
  { name, shape }: SuspectTensor,
  axis: number | null,
  perpendicular: ProjectionDiagnosis['perpendicular'],
): string => {
  const where = axis === null ? '' : `, ${sliceNames(shape, axis).one} by ${sliceNames(shape, axis).one}`;
  const differs = `${gradientName(name)} differs from the numerical gradient along ${name} only${where}`;
  return perpendicular === 'gradapprox'
    ? `${differs}: the cost doesn't change when ${name} is scaled, so that its gradient is perpendicular to ${name}; the derivative of a normalization (${name}/‖${name}‖) is left out`
    : `${differs}: it is perpendicular to ${name}, but the cost changes when ${name} is scaled; it is projected where the cost normalizes nothing`;
};
