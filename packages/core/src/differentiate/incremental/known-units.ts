import type { UnitGradients, UnitRunner, Units } from './units.ts';

/** The gradients of a run of units, but for its weights: those are large, and only its own shard needs them. */
export interface BiasRun extends Units, Omit<UnitGradients, 'weights' | 'evaluations'> {}

/** A run of units, its weights' gradients included. */
export interface WholeRun extends Units, UnitGradients {}

/** Units of a run: from ≤ unit < until, all of which it holds. */
export interface Part {
  readonly run: Promise<BiasRun>;
  readonly from: number;
  readonly until: number;
}

interface Known extends Units {
  readonly epsilon: number;
  readonly run: Promise<BiasRun>;
}

/** The units that an evaluator has differentiated, or is differentiating: biases of units that a shard of weights needed cost nothing. */
export interface KnownUnits {
  readonly compute: (units: Units, epsilon: number, signal?: AbortSignal) => Promise<WholeRun>;
  /** Parts that together hold these units: of runs that are known, and of new ones for the rest. */
  readonly biasesOf: (units: Units, epsilon: number, signal?: AbortSignal) => Part[];
}

const withoutWeights = ({ layer, from, until, ...gradients }: WholeRun): BiasRun => {
  const { biases, responseNorms, biasNorms = responseNorms, crossed, oneSided } = gradients;
  return { layer, from, until, biases, responseNorms, biasNorms, crossed, oneSided };
};

/** A run's biases are asked for soon after it, or never: a long-lived evaluator keeps no more runs than this. */
const KEPT_RUNS = 256;

/** Begins with no known units. */
export const createKnownUnits = (runner: UnitRunner): KnownUnits => {
  const known: Known[] = [];

  const compute = (units: Units, epsilon: number, signal?: AbortSignal): Promise<WholeRun> => {
    const whole = runner.run(units, epsilon, signal).then((gradients) => ({ ...units, ...gradients }));
    const run = whole.then(withoutWeights);
    run.catch(() => {}); // the promise that is returned rejects as well
    known.push({ ...units, epsilon, run });
    if (known.length > KEPT_RUNS) known.shift();
    return whole;
  };

  const biasesOf = ({ layer, from, until }: Units, epsilon: number, signal?: AbortSignal): Part[] => {
    const parts: Part[] = [];
    const ofLayer = () => known.filter((run) => run.layer === layer && run.epsilon === epsilon);
    const holderOf = (unit: number) => ofLayer().find((run) => run.from <= unit && unit < run.until);
    for (let unit = from; unit < until;) {
      const next = ofLayer().reduce(
        (least, run) => (run.from > unit ? Math.min(least, run.from) : least),
        until,
      );
      if (!holderOf(unit)) void compute({ layer, from: unit, until: next }, epsilon, signal).catch(() => {});
      const holder = holderOf(unit)!;
      const end = Math.min(holder.until, until);
      parts.push({ run: holder.run, from: unit, until: end });
      unit = end;
    }
    return parts;
  };

  return { compute, biasesOf };
};
