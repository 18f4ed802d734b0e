import type { Slope } from '../function/line.ts';

/** Slopes of J along directions, as a probe needs them. */
export interface Slopes {
  /**
   * D_v J(θ) and a bound of its error, at the least cost that makes the bound `needed` or smaller, where that can be had. `family`: directions
   * that move the same parameters, or some of them, bend J alike; what is learned of one helps the others.
   */
  along(direction: Float64Array, needed: number, family: number): Promise<Slope>;
  /** ∂J/∂θᵢ, with an error of `needed` or less where that can be had. */
  at(coordinate: number, needed: number): Promise<Slope>;
  /** How often J has been evaluated. */
  evaluations(): number;
  /** The median of the steps taken; null when none was. */
  step(): number | null;
}
