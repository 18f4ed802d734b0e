import { innerProduct } from './direction.ts';
import { normOf } from './vectors.ts';

/** A column whose part outside the others' span is below this part of the largest column adds nothing but rounding: √u with some room. */
const INDEPENDENT = 1e-9;

/** What is left of a vector beside a combination of others, and the combination. */
export interface Projection {
  /** y − Σ xₖ·columnₖ. */
  readonly residual: Float64Array;
  /** xₖ; 0 for a column that depends on the others. */
  readonly coefficients: Float64Array;
}

/** A vector and how it is made of the columns: values = Σ partsₖ·columnₖ. */
interface Combination {
  readonly values: Float64Array;
  readonly parts: Float64Array;
}

/**
 * The x that makes ‖y − Σ xₖ·columnₖ‖₂ least, by modified Gram-Schmidt with the largest column first (Björck, _Numerical Methods for Least
 * Squares Problems_, 1996, 2.4). For a few columns, of any length.
 */
export const projectionOf = (columns: readonly Float64Array[], y: Float64Array): Projection => {
  let rest = columns.map((values, k) => ({ values: values.slice(), parts: unitVector(columns.length, k) }));
  const answer = { values: y.slice(), parts: new Float64Array(columns.length) };
  const least = INDEPENDENT * Math.max(0, ...columns.map(normOf));
  while (rest.length > 0) {
    const norms = rest.map(({ values }) => normOf(values));
    const at = norms.indexOf(Math.max(...norms));
    const norm = norms[at]!;
    if (!(norm > least)) break;
    const next = divided(rest[at]!, norm);
    rest = rest.filter((_, k) => k !== at);
    for (const combination of [...rest, answer]) subtractAlong(combination, next);
  }
  return { residual: answer.values, coefficients: answer.parts.map((part) => 0 - part) };
};

/** What is left of y beside the affine and the convex hull of some points. */
export interface HullResiduals {
  readonly affine: Float64Array;
  /** y − Σ weightsₖ·pointₖ, weights ≥ 0 of sum 1: a bound of the distance, not the least one. */
  readonly convex: Float64Array;
  readonly weights: Float64Array;
}

/** y less its projection on the affine hull of the points, and less a point of their convex hull: points of negative weight are left out until none is. */
export const hullResiduals = (points: readonly Float64Array[], y: Float64Array): HullResiduals => {
  let kept = points.map((_, k) => k);
  let affine: Float64Array | null = null;
  for (;;) {
    const { residual, coefficients } = affineProjection(kept.map((k) => points[k]!), y); // prettier-ignore
    affine ??= residual;
    if (coefficients.every((weight) => weight >= -INDEPENDENT)) {
      const weights = new Float64Array(points.length);
      kept.forEach((k, at) => (weights[k] = coefficients[at]!));
      return { affine, convex: residual, weights };
    }
    kept = kept.filter((_, at) => coefficients[at]! > 0);
  }
};

/** The point of the affine hull that is nearest to y, by weights whose sum is 1. */
const affineProjection = ([origin, ...others]: readonly Float64Array[], y: Float64Array): Projection => {
  const from = (point: Float64Array) => point.map((value, i) => value - origin![i]!);
  const { residual, coefficients } = projectionOf(others.map(from), from(y));
  const sum = coefficients.reduce((total, weight) => total + weight, 0);
  return { residual, coefficients: Float64Array.of(1 - sum, ...coefficients) };
};

const unitVector = (size: number, at: number): Float64Array => new Float64Array(size).fill(1, at, at + 1);

const divided = ({ values, parts }: Combination, by: number): Combination => ({
  values: values.map((value) => value / by),
  parts: parts.map((part) => part / by),
});

/** Takes away what lies along a unit vector; twice, since rounding leaves some of it where the two are nearly parallel. */
const subtractAlong = (from: Combination, { values, parts }: Combination): void => {
  for (let turn = 0; turn < 2; turn++) {
    const length = innerProduct(from.values, values);
    for (let i = 0; i < values.length; i++) from.values[i]! -= length * values[i]!;
    for (let k = 0; k < parts.length; k++) from.parts[k]! -= length * parts[k]!;
  }
};
