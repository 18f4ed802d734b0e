import { whereAnswered } from '../differentiate/adaptive/where-answered.ts';
import { RESOLUTION } from '../judge/rule.ts';
import { ROOT_MEAN_SQUARE } from '../numerics/direction.ts';
import { norm, sumOfSquares } from '../numerics/sum-of-squares.ts';
import { explainWhole } from './explain-whole.ts';
import { findKinks } from './find-kinks.ts';
import { probeEntries } from './judge-entry.ts';
import { createProber, type Measured, type Prober } from './prober.ts';
import { searchEntries } from './search-entries.ts';
import type { Obstacle } from './slopes.ts';
import type { ProbedTensor, TensorProbe } from './tensor-probe.ts';

/** Tensors up to this size are differentiated entry by entry: it costs no more. */
const SMALL = 3;

/** Evaluations that a search takes easily: where every entry takes no more, all of a tensor that fails is looked at. */
const SEARCH = 128;

const rootMeanSquare = (values: readonly number[]): number =>
  norm(sumOfSquares(Float64Array.from(values))) / Math.sqrt(values.length);

/** The worst of what was met. */
const obstacleOf = (probes: readonly Measured[]): Obstacle | null => {
  const order: readonly Obstacle[] = ['non-finite', 'rough', 'jump', 'kink'];
  return order.find((obstacle) => probes.some(({ slope }) => slope.obstacle === obstacle)) ?? null;
};

/** What the last probes leave. */
const concluded = (
  { gradient, wrongEntries, alone, kinks, allowance, claimAllowance, isFailing, discrepancyOf }: Prober,
  probes: readonly Measured[],
): ProbedTensor => {
  const bound = Math.max(...probes.map(({ slope }) => slope.bound));
  const beyond = (measured: Measured): number =>
    Math.max(0, Math.abs(discrepancyOf(measured).value) - Math.abs(measured.slope.bend.value) / 2); // two slopes leave room
  const failing = probes.some(isFailing);
  const isRepaired = !failing && bound <= RESOLUTION * norm(sumOfSquares(gradient)); // vague probes pass whatever is left
  return {
    wrongEntries,
    bound,
    failing,
    isRepaired,
    explanation: null,
    obstacle: obstacleOf(probes),
    alone: alone.size,
    kinks: [...kinks.values()],
    rest: rootMeanSquare(probes.map(beyond)) / ROOT_MEAN_SQUARE,
    visible: 2 * bound + allowance + claimAllowance,
  };
};

/** Every entry by itself, the gradient as it was given; what the probes leave where J has no value beside an entry. */
const entryByEntry = async (
  probe: TensorProbe,
  prober: Prober,
  probes: readonly Measured[],
): Promise<ProbedTensor> => {
  for (const { coordinate, grad } of prober.wrongEntries) probe.grad[coordinate] = grad;
  return (await whereAnswered(() => probeEntries(probe))) ?? concluded(prober, probes);
};

/**
 * Probes a tensor along random directions. Where they fail, a simple mistake may explain it as a whole; otherwise the entries behind it are
 * found, repaired in the gradient, and it is probed again until fresh directions pass.
 */
export const probeTensor = async (probe: TensorProbe): Promise<ProbedTensor> => {
  const { slopes, slot, tensor } = probe;
  if (tensor.end - tensor.start <= SMALL) return probeEntries(probe);
  const prober = createProber(probe);
  let probes = await prober.measureAll();
  const bent = probes.find(({ slope }) => slope.obstacle === 'kink' || slope.obstacle === 'jump');
  const isFailing = probes.some(prober.isFailing);
  if ((bent && slopes.byUnits) || (isFailing && slopes.eachTakes(slot) <= SEARCH))
    return entryByEntry(probe, prober, probes);
  if (bent) {
    await whereAnswered(() => findKinks(probe, prober, bent));
    probes = (await whereAnswered(prober.measureAll)) ?? probes;
  }
  if (probes.some(prober.isFailing) && obstacleOf(probes) === null) {
    const explained = prober.gradient.every((g) => g === 0)
      ? null
      : await explainWhole(probe, prober, probes);
    if (explained)
      return { ...concluded(prober, explained.probes), failing: true, explanation: explained.diagnosis };
  }
  const last = (await whereAnswered(() => searchEntries(probe, prober, probes))) ?? probes;
  if (last.some(prober.isFailing) && slopes.byUnits && obstacleOf(last) !== 'non-finite')
    return entryByEntry(probe, prober, last);
  return concluded(prober, last);
};
