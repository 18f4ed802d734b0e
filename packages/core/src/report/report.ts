import type { Coverage } from '../contract/coverage.ts';
import type { EngineDescription, Method } from '../contract/engine.ts';
import type { Finding } from '../contract/finding.ts';
import type { ClaimPrecision } from '../contract/gradient-precision.ts';
import type { Remedy } from '../contract/remedy.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { Verdict } from '../judge/verdict.ts';

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
  /** The norm of the entries' error bounds; absent where they have none. */
  readonly errorBound?: number;
  /** How small an error would have been found; absent in a report of an older version. */
  readonly detectionLimit?: DetectionLimit;
}

/** The smallest error of a tensor's gradient, beyond rounding, that can't pass (by probes: with 99.9 %). */
export interface DetectionLimit {
  /** The norm of an error spread in any way over the entries. */
  readonly norm: number;
  /** The size of an error of one entry. */
  readonly entry: number;
}

/** The Taylor remainder |J(θ+hv) − J(θ) − h·grad·v| along a random v. */
export interface TaylorReport {
  /** Of the remainder over h: 2 when the gradient is right, 1 when it is wrong. */
  readonly slope: number;
  readonly steps: readonly number[];
  readonly remainders: readonly number[];
}

/** A coordinate at a kink: any gradient from `lower` to `upper` is right there. */
export interface KinkReport {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** The coverage, and of probing what it took. */
export type CoverageReport =
  | Exclude<Coverage, { kind: 'probe' }>
  | {
      readonly kind: 'probe';
      /** Random directions by tensor. */
      readonly probes: number;
      /** Evaluations of J for the probes and for the search of what they found. */
      readonly evaluations: number;
    };

/** The result of a check; its JSON form (reportToJson) is a fixed contract. */
export interface Report {
  readonly schema: 1;
  readonly verdict: Verdict;
  /** One or two sentences: why this verdict. */
  readonly reason: string;
  /** What would make the check say more; absent in a report of an older version. */
  readonly remedies?: readonly Remedy[];
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
  /** How many of the coordinates were looked at; absent in a report of an older version, like the next two. */
  readonly coverage?: CoverageReport;
  /** What the gradient's code computes in, and how that is known; of many outputs that of the first; absent in a report of an older version. */
  readonly gradientPrecision?: ClaimPrecision;
  /** The second opinion that needs no choice of a step; null where the remainder says nothing. */
  readonly taylor?: TaylorReport | null;
  /** What was met beside the gradient's own mistakes. */
  readonly findings?: readonly Finding[];
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
