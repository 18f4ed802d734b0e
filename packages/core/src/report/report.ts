import type { EngineDescription, Method } from '../engine.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';

/** What a check concludes. */
export type Verdict = 'correct' | 'incorrect' | 'inconclusive';

/** An entry of a tensor, where the two gradients differ most. */
export interface WorstEntry {
  readonly index: readonly number[];
  readonly grad: number;
  readonly gradapprox: number;
  /** grad − gradapprox. */
  readonly residual: number;
}

/** What the check found in one tensor. */
export interface TensorReport {
  readonly name: string;
  readonly shape: readonly number[];
  /** ‖grad − gradapprox‖ / (‖grad‖ + ‖gradapprox‖) over this tensor alone. */
  readonly difference: number;
  readonly verdict: Verdict;
  readonly diagnosis: Diagnosis | null;
  /** The largest residuals, largest first. */
  readonly worst: readonly WorstEntry[];
  /** The largest difference that the numerical error alone explains here. */
  readonly numericalError: number;
}

/** A coordinate at a kink: any gradient from `lower` to `upper` is right there. */
export interface KinkReport {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** The result of a check; its JSON form (reportToJson) is a fixed contract. */
export interface Report {
  readonly schema: 1;
  readonly verdict: Verdict;
  /** One sentence: why this verdict, and what to do. */
  readonly reason: string;
  /** Formula (2) of docs/method.md. */
  readonly difference: number;
  readonly threshold: number;
  readonly epsilon: number;
  readonly method: Method;
  /** J(θ). */
  readonly cost: number;
  /** What computed; `software`: true for software that stands in for a GPU. */
  readonly engine: Pick<EngineDescription, 'name' | 'device' | 'precision' | 'software'>;
  /** P, how many coordinates θ has. */
  readonly parameters: number;
  /** How many of them were checked. */
  readonly checked: number;
  readonly norms: { readonly grad: number; readonly gradapprox: number; readonly residual: number };
  readonly tensors: readonly TensorReport[];
  readonly kinks: {
    /** Coordinates whose step crosses a kink. */
    readonly crossed: number;
    /** (unit, example) pairs that stand at their kink, for all that rounding lets the method tell. */
    readonly at: number;
    /** Coordinates that have only one-sided derivatives for that reason. */
    readonly oneSided: number;
    /** The first of them. */
    readonly coordinates: readonly KinkReport[];
  };
  readonly control: { readonly coordinates: number; readonly agreed: number } | null;
  /** The noise of J: the standard deviation of its rounding, from difference tables (Moré and Wild). */
  readonly noise: number;
  /** The largest difference that the numerical error alone explains, overall. */
  readonly numericalError: number;
  readonly seed: number;
  /** How many times J was evaluated. */
  readonly evaluations: number;
  readonly seconds: number;
}
