import { explainAlong } from '../diagnose/along-directions.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { whereAnswered } from '../differentiate/adaptive/where-answered.ts';
import { largestIn } from './largest-in.ts';
import type { Measured, Prober } from './prober.ts';
import type { TensorProbe } from './tensor-probe.ts';

/** Entries that are differentiated by themselves, to be shown. */
const SHOWN = 3;

/**
 * A simple mistake that explains the whole tensor along the directions measured, and along as many fresh ones; null where none does. The gradient
 * is repaired accordingly, and the entries that it changes most are looked at by themselves.
 */
export const explainWhole = async (
  { slot: { name, shape }, theta, place, tensor }: TensorProbe,
  { gradient, allowance, measureAll, judgeAlone }: Prober,
  probes: readonly Measured[],
): Promise<{ diagnosis: Diagnosis; probes: Measured[] } | null> => {
  const given = gradient.slice();
  const explainedBy = (measured: readonly Measured[]) =>
    explainAlong({
      name,
      shape,
      place,
      grad: given,
      allowance,
      theta: theta.subarray(tensor.start, tensor.end),
      directions: measured.map(({ direction, slope: { slope, bound } }) => ({ direction, slope, bound })),
    });
  if (explainedBy(probes) === null) return null;
  const fresh = await whereAnswered(measureAll);
  if (fresh === null) return null;
  const explained = explainedBy([...probes, ...fresh]);
  if (explained === null) return null;
  const { diagnosis, gradapprox } = explained;
  gradient.set(gradapprox);
  const residual = (coordinate: number) =>
    given[coordinate - tensor.start]! - gradapprox[coordinate - tensor.start]!;
  for (const coordinate of largestIn(residual, tensor, SHOWN))
    await whereAnswered(() => judgeAlone(coordinate, given[coordinate - tensor.start]));
  return { diagnosis, probes: fresh };
};
