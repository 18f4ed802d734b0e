import { type Layout, multiIndex, slotAt } from '@gradproof/flatteners';
import type { OneSidedEntry } from '../contract/entries.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { Judgements } from '../judge/judge-evidence.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import type { Circumstances } from './circumstances.ts';
import { explain } from './explain.ts';
import { remediesFor } from './remedies.ts';
import type { KinkReport, Report, TensorReport } from './report.ts';

const tensorReports = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  diagnoses: readonly (Diagnosis | null)[],
): TensorReport[] =>
  layout.tensors.map(({ name, shape, offset }, tensor) => {
    const { worst } = totals.tensors[tensor]!;
    const { difference, verdict, numericalError, limit, entryLimit } = judgements.tensors[tensor]!;
    return {
      name,
      shape,
      difference,
      verdict,
      diagnosis: diagnoses[tensor] ?? null,
      worst: worst.map(({ coordinate, grad, gradapprox }) => ({
        index: multiIndex(shape, coordinate - offset),
        grad,
        gradapprox,
        residual: grad - gradapprox,
      })),
      numericalError,
      detectionLimit: { norm: limit, entry: entryLimit },
      ...(totals.search === null ? {} : { errorBound: norm(totals.tensors[tensor]!.error) }),
    };
  });

/** How many coordinates at a kink are listed. */
const SHOWN_KINKS = 20;

const kinkReport = (layout: Layout, { coordinate, lower, upper }: OneSidedEntry): KinkReport => {
  const { name, shape, offset } = slotAt(layout, coordinate);
  return { tensor: name, index: multiIndex(shape, coordinate - offset), lower, upper };
};

/** Everything that the check found, in the form that is shown, sent and stored. `diagnoses`: one per tensor, null where it isn't incorrect. */
export const buildReport = (
  layout: Layout,
  totals: Aggregate,
  judgements: Judgements,
  diagnoses: readonly (Diagnosis | null)[],
  circumstances: Circumstances,
): Report => {
  const { threshold, epsilon, method, engine, cost, noise, control, seed, evaluations, seconds } =
    circumstances;
  const { taylor, coverage, gradientPrecision, findings } = circumstances;
  const { grad, gradapprox, residual, coordinates } = totals.overall;
  return {
    schema: 1,
    verdict: judgements.verdict,
    reason: explain(layout, totals, judgements, diagnoses, circumstances),
    remedies: remediesFor(totals, judgements, circumstances),
    difference: judgements.difference,
    threshold,
    epsilon,
    method,
    cost,
    engine: {
      name: engine.name,
      device: engine.device,
      precision: engine.precision,
      ...(engine.software ? { software: true } : {}),
    },
    parameters: layout.size,
    checked: coordinates,
    norms: { grad: norm(grad), gradapprox: norm(gradapprox), residual: norm(residual) },
    tensors: tensorReports(layout, totals, judgements, diagnoses),
    kinks: {
      crossed: totals.kinks.crossed.count,
      at: totals.kinks.at,
      oneSided: totals.kinks.oneSided.count,
      coordinates: totals.kinks.oneSided.first
        .slice(0, SHOWN_KINKS)
        .map((entry) => kinkReport(layout, entry)),
    },
    control: control && { coordinates: control.coordinates, agreed: control.agreed },
    coverage,
    gradientPrecision,
    taylor: taylor && { slope: taylor.slope, steps: taylor.steps, remainders: taylor.remainders },
    findings,
    noise,
    numericalError: judgements.numericalError,
    seed,
    evaluations: totals.evaluations + evaluations,
    seconds,
  };
};
