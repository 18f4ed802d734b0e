import {
  crossedCoordinates,
  oneSidedCoordinates,
  stepOf,
  type UnitGradients,
  type Units,
} from '@gradproof/core/engine';
import type { DeviceLimits } from '../device/device-limits.ts';
import type { Launcher } from '../device/launcher.ts';
import { CPU_ENGINE, GpuError } from '../gpu-error.ts';
import type { BatchPlan } from './batch-plan.ts';
import { LOST, ROUND_OFF } from './float32.ts';
import { responsesTimesInputs } from './gradient-product.ts';
import { exactResponses, isExact } from './last-layer.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import { unitResponses, type UnitResponses } from './responses.ts';
import type { Tail } from './tail.ts';

/** What a device works with for one problem. */
export interface Workplace {
  readonly network: PreparedNetwork;
  readonly launcher: Launcher;
  readonly tail: Tail;
  readonly plan: BatchPlan;
  readonly limits: DeviceLimits;
}

const refuseOverflow = (s: Float64Array): void => {
  if (s.every(Number.isFinite)) return;
  throw new GpuError(
    "A tail's increments go beyond the range of the gpu engine's float32 numbers. Use the cpu engine, which computes in float64.",
    [CPU_ENGINE],
  );
};

/** ‖s‖ of each unit, with what underflow may have taken from it (its part in the error, not in the response). */
const normsOf = (s: Float64Array, rows: number, examples: number, step: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = row * examples; at < (row + 1) * examples; at++) sum += s[at]! * s[at]!;
    return Math.sqrt(sum) + (LOST / step / ROUND_OFF) * Math.sqrt(examples);
  });

/** The rounding of float64 sums, 64 of its units (docs/method.md), as part of float32's. */
const EXACT_PART = (64 * 2 ** -53) / ROUND_OFF;

/** The responses of some units, by the device or, for a last layer that isn't wide, in float64. */
const responsesOf = async (
  { network, tail, plan }: Workplace,
  task: Units,
  step: number,
  rest: () => Promise<void>,
): Promise<UnitResponses> => {
  if (!isExact(network, task.layer)) return unitResponses(network, tail, plan, task, step, rest);
  await rest();
  return {
    s: exactResponses(network, task, step),
    crossed: [],
    oneSided: [],
    evaluations: new Float64Array(task.until - task.from).fill(2),
  };
};

const biasGradients = (s: Float64Array, rows: number, examples: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = row * examples; at < (row + 1) * examples; at++) sum += s[at]!;
    return sum / examples;
  });

/**
 * gradapprox[W[i,j]] = 1/m Σᵣ sᵢᵣ·A[j,r] + λ/m·W[i,j], gradapprox[b[i]] = 1/m Σᵣ sᵢᵣ, for some units i: responses and products on the
 * device in float32, the rest in float64. Throws GpuError where float32 overflows, DeviceError where the device fails.
 */
export const unitGradients = async (
  workplace: Workplace,
  task: Units,
  epsilon: number,
  rest: () => Promise<void>,
): Promise<UnitGradients> => {
  const { network, launcher, limits } = workplace;
  const { theta, l2, examples } = network;
  const layer = network.layers[task.layer]!;
  const { place, inputs } = layer;
  const rows = task.until - task.from;
  const step = stepOf(epsilon);
  const { s, crossed, oneSided, evaluations } = await responsesOf(workplace, task, step, rest);
  refuseOverflow(s);
  const weights = await responsesTimesInputs(launcher, network, layer, s, limits);
  const w = place.weights + task.from * place.inputs;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i]! + l2 * theta[w + i]!) / examples;
  const biases = biasGradients(s, rows, examples);
  const inputAt = (input: number, example: number) => inputs[input * examples + example]!;
  const responseNorms = normsOf(s, rows, examples, step);
  return {
    weights,
    biases,
    responseNorms,
    biasNorms: isExact(network, task.layer) ? responseNorms.map((norm) => norm * EXACT_PART) : responseNorms,
    crossed: crossedCoordinates(place, inputAt, task, crossed, examples),
    oneSided: oneSidedCoordinates(place, inputAt, task, s, oneSided, weights, biases, examples),
    evaluations,
  };
};
