import { createMovedPass, type MovedCost, type MovedPass } from '@gradproof/model';
import type { SampledEntry } from '../check-shard.ts';
import type { LayeredProblem } from '../problem.ts';
import { createBreather, type Breather } from '../textbook/breather.ts';

/** Coordinates of the control. */
export const CONTROL_COORDINATES = 16;

/** The control's step, relative to max(1, |θᵢ|): near the cube root of the unit round-off, where a central difference is best. */
const STEP = 2 ** -17;
/** Where a kink lies within the step it is taken so much smaller, so often. */
const REFINEMENT = 2 ** -4;
const REFINEMENTS = 4;
/** Standard deviations of the noise that are still noise. */
const DEVIATIONS = 10;
/** What the rounding of θ ± ε and of the quotient may change, relatively. */
const ROUNDED = 1e-12;
/** Rounding of J itself to float64: a unit in the last place / √12. */
const ROUNDING = Number.EPSILON / Math.sqrt(12);
/** The fourth difference of independent noise of variance σ² has variance 70σ². */
const FOURTH_DIFFERENCE = Math.sqrt(70);

/** The textbook's answer at one coordinate. */
interface Measured {
  readonly coordinate: number;
  readonly derivative: number;
  /** |D(2ε) − D(ε)|: three times the truncation of D(ε). */
  readonly truncation: number;
  /** |J(−2) − 4J(−1) + 6J(0) − 4J(1) + J(2)|: noise, since ε⁴J⁗ is far below it. */
  readonly fourth: number;
  readonly epsilon: number;
}

/** What gradapprox is compared with. */
export interface Control {
  /** J(θ). */
  readonly cost: number;
  /** Differentiates J at the coordinates by the textbook formula; needs nothing of the incremental method and can run beside it. */
  readonly measure: (coordinates: readonly number[], signal?: AbortSignal) => Promise<ControlMeasurements>;
}

/** The textbook's answers at a sample of coordinates; those that no step frees of kinks are left out. */
export interface ControlMeasurements {
  /** Compares gradapprox with them; a coordinate that either lacks is left out. */
  readonly compare: (
    sample: readonly SampledEntry[],
    /** The truncation of gradapprox itself at a coordinate, for large steps: asked for where they seem to disagree. */
    truncationAt: (coordinate: number, gradapprox: number) => Promise<number>,
  ) => Promise<ControlResult>;
}

/** How many sampled coordinates could be compared, how many agreed within the noise, and the noise's deviation. */
export interface ControlResult {
  readonly coordinates: number;
  readonly agreed: number;
  readonly sigma: number;
  readonly evaluations: number;
  /** Those that disagree. */
  readonly disagreeing: readonly number[];
}

const measure = async (
  pass: MovedPass,
  theta: Float64Array,
  coordinate: number,
  breathe: Breather,
): Promise<Measured | null> => {
  const own = theta[coordinate]!;
  let step = STEP * Math.max(1, Math.abs(own));
  for (let turn = 0; turn <= REFINEMENTS; turn++, step *= REFINEMENT) {
    const [ahead, behind] = [own + step, own - step];
    const points = [own - 2 * step, behind, ahead, own + 2 * step];
    const costs: MovedCost[] = [];
    for (const value of points) {
      if (breathe.isDue()) await breathe.pause();
      costs.push(pass.costAt(coordinate, value));
    }
    if (costs.some(({ crosses }) => crosses)) continue;
    const [j2, j1, k1, k2] = costs.map(({ cost }) => cost) as [number, number, number, number];
    const derivative = (k1 - j1) / (ahead - behind);
    return {
      coordinate,
      derivative,
      truncation: Math.abs((k2 - j2) / (points[3]! - points[0]!) - derivative),
      fourth: Math.abs(j2 - 4 * j1 + 6 * pass.cost - 4 * k1 + k2),
      epsilon: step,
    };
  }
  return null;
};

/** The largest that the sample shows: noise differs between coordinates, as far as they move examples whose cost is badly conditioned. */
const noiseOf = (measured: readonly Measured[], cost: number): number =>
  measured.reduce(
    (most, { fourth }) => Math.max(most, fourth / FOURTH_DIFFERENCE),
    ROUNDING * Math.abs(cost),
  );

/** How far the textbook's answer may be from the derivative. */
const errorOf = ({ derivative, truncation, epsilon }: Measured, sigma: number): number =>
  (DEVIATIONS * sigma) / (Math.SQRT2 * epsilon) + truncation + ROUNDED * Math.abs(derivative);

const compareWith =
  (all: readonly Measured[], cost: number): ControlMeasurements['compare'] =>
  async (sample, truncationAt) => {
    const approx = new Map(sample.map((entry) => [entry.coordinate, entry]));
    const measured = all.filter(({ coordinate }) => approx.has(coordinate));
    const sigma = noiseOf(measured, cost);
    const disagreeing: number[] = [];
    for (const own of measured) {
      const { gradapprox, error: rounding = 0 } = approx.get(own.coordinate)!;
      const distance = Math.abs(own.derivative - gradapprox);
      const error = errorOf(own, sigma) + rounding;
      if (distance <= error) continue;
      if (distance <= error + (await truncationAt(own.coordinate, gradapprox))) continue;
      disagreeing.push(own.coordinate);
    }
    return {
      coordinates: measured.length,
      agreed: measured.length - disagreeing.length,
      sigma,
      evaluations: 4 * measured.length,
      disagreeing,
    };
  };

/**
 * A second opinion on the incremental method that shares nothing with it: formula (1) through the plain forward pass, at a sample of
 * coordinates. Within its own noise it must agree; where it doesn't, the checker contradicts itself.
 */
export const createControl = ({ network, theta, X, Y }: LayeredProblem): Control => {
  const pass = createMovedPass(network, theta, X, Y);
  return {
    cost: pass.cost,
    measure: async (coordinates, signal) => {
      const breathe = createBreather(signal);
      const measured: Measured[] = [];
      for (const coordinate of coordinates) {
        const own = await measure(pass, theta, coordinate, breathe);
        if (own) measured.push(own);
      }
      return { compare: compareWith(measured, pass.cost) };
    },
  };
};
