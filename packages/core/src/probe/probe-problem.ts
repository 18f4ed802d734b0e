import type { Layout } from '@gradproof/flatteners';
import type { Aggregate, TensorTotals, Totals } from '../aggregate.ts';
import type { Progress, ResolvedOptions } from '../check-options.ts';
import type { NamedEntries } from '../check-shard.ts';
import { counted } from '../counted.ts';
import { diagnosisOfProbes } from '../diagnosis/of-probes.ts';
import type { EngineDescription } from '../engine.ts';
import { findingsOfNoise } from '../findings/findings-of-noise.ts';
import { findingsOfPoint } from '../findings/findings-of-point.ts';
import type { Ground } from '../ground.ts';
import { mergeSums, norm, sumOfSquares, type SumOfSquares } from '../norms/sum-of-squares.ts';
import { nonFiniteIn } from '../non-finite-entries.ts';
import { createRandom } from '../random.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/report.ts';
import { blocksOf, type Shard } from '../shards.ts';
import { largestResiduals } from '../worst-entries.ts';
import { detectionLimit } from './detection-limit.ts';
import { judgeProbes } from './judge-probes.ts';
import { PROBES, probeTensor, type ProbedTensor } from './probe-tensor.ts';
import type { Slopes } from './slopes.ts';

/** A check that is to be made by probes. */
export interface ProbedCheck {
  readonly layout: Layout;
  readonly grad: Float64Array;
  readonly resolved: ResolvedOptions;
  readonly engine: EngineDescription;
  readonly ground: Ground;
  readonly slopes: Slopes;
  readonly seconds: () => number;
  readonly onProgress: (progress: Progress) => void;
}

const sumOver = (layout: Layout, values: Float64Array, tensor: Shard): SumOfSquares =>
  blocksOf(layout, tensor)
    .map(({ start, end }) => sumOfSquares(values.subarray(start, end)))
    .reduce(mergeSums);

const squareOf = (...values: readonly number[]): SumOfSquares => sumOfSquares(Float64Array.from(values));

/** The tensor's sums: of the residual what was found and what the probes leave. */
const totalsOf = (
  layout: Layout,
  grad: Float64Array,
  repaired: Float64Array,
  tensor: Shard,
  { found, rest, bound }: ProbedTensor,
  nonFinite: NamedEntries | null,
): TensorTotals => {
  const residual = squareOf(...found.map((entry) => entry.grad - entry.gradapprox), rest);
  return {
    grad: sumOver(layout, grad, tensor),
    gradapprox: sumOver(layout, repaired, tensor),
    residual,
    firm: residual,
    knownError: squareOf(bound),
    excess: squareOf(...found.map((entry) => entry.grad - entry.gradapprox)),
    coordinates: found.length,
    worst: largestResiduals(found),
    nonFinite,
    unmoved: null,
  };
};

const together = (tensors: readonly TensorTotals[]): Totals => {
  const merged = (of: (totals: Totals) => SumOfSquares) => tensors.map(of).reduce(mergeSums);
  return {
    grad: merged(({ grad }) => grad),
    gradapprox: merged(({ gradapprox }) => gradapprox),
    residual: merged(({ residual }) => residual),
    firm: merged(({ firm }) => firm),
    knownError: merged(({ knownError }) => knownError),
    excess: merged(({ excess }) => excess),
    coordinates: tensors.reduce((sum, { coordinates }) => sum + coordinates, 0),
  };
};

const NOT_PROBED: ProbedTensor = { found: [], failing: true, rest: NaN, bound: NaN, visible: NaN };

/** Probes every tensor, finds the entries behind what fails, judges and reports. */
export const probeProblem = async (check: ProbedCheck): Promise<Report> => {
  const { layout, grad, resolved, engine, ground, slopes, seconds, onProgress } = check;
  const { threshold, epsilon, method, seed } = resolved;
  const repaired = Float64Array.from(grad);
  const probed: ProbedTensor[] = [];
  const totals: TensorTotals[] = [];
  for (const [family, { offset, size }] of layout.tensors.entries()) {
    const tensor = { start: offset, end: offset + size };
    const nonFinite = nonFiniteIn(grad, tensor);
    const random = createRandom((seed ^ Math.imul(family + 1, 0x9e3779b9)) >>> 0);
    const tolerated = 2 * threshold * norm(sumOver(layout, grad, tensor));
    const canProbe = nonFinite === null && Number.isFinite(ground.cost);
    const found = canProbe
      ? await probeTensor({ slopes, grad: repaired, tensor, family, tolerated, random })
      : NOT_PROBED;
    probed.push(found);
    totals.push(totalsOf(layout, grad, repaired, tensor, found, nonFinite));
    onProgress({ checked: tensor.end, coordinates: layout.size, seconds: seconds() });
  }
  const aggregate: Aggregate = {
    overall: together(totals),
    tensors: totals,
    kinks: { at: 0, crossed: counted([]), oneSided: counted([]) },
    sample: [],
    suspects: [],
    search: null,
    nonFiniteCost: null,
    evaluations: slopes.evaluations(),
  };
  const judgements = judgeProbes(aggregate, probed);
  const diagnoses = layout.tensors.map((slot, tensor) => {
    const { nonFinite } = totals[tensor]!;
    const { found, failing } = probed[tensor]!;
    if (judgements.tensors[tensor]!.verdict !== 'incorrect') return null;
    return diagnosisOfProbes(slot, { grad, nonFinite, found, failing });
  });
  const report = buildReport(layout, aggregate, judgements, diagnoses, {
    threshold,
    epsilon: slopes.step() ?? epsilon,
    method,
    engine,
    cost: ground.cost,
    noise: ground.noise,
    control: null,
    taylor: null,
    coverage: { kind: 'probe', probes: PROBES, evaluations: slopes.evaluations() },
    findings: [
      ...ground.findings,
      ...findingsOfNoise(ground, threshold, threshold),
      ...findingsOfPoint(layout, ground.problem.theta),
    ],
    seed,
    evaluations: ground.evaluations,
    seconds: seconds(),
  });
  const tensors = report.tensors.map((tensor, index) => ({
    ...tensor,
    errorBound: probed[index]!.bound,
    detectionLimit: detectionLimit(probed[index]!.visible),
  }));
  return { ...report, tensors };
};
