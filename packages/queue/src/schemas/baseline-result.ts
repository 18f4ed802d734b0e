import type { Baseline, ControlMeasurement } from '@gradproof/core/fleet';
import { baselineFindingKinds } from '@gradproof/core/fleet';
import { z } from 'zod';
import { SCHEMA } from './check-spec.ts';
import { numbersSchema, packRows, unpackRows } from './numbers.ts';

/** A finding about the cost. */
const findingSchema = z.strictObject({
  kind: z.enum(baselineFindingKinds),
  message: z.string().max(2000),
});

/** What the job returns that evaluates J(θ) and measures what the runs are compared with. */
export const baselineResultSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('baseline'),
  /** The check that it belongs to: it counts in no other. */
  check: z.string().max(100),
  /** Who computed it. */
  worker: z.string().max(200),
  /** [1][J(θ), noise, sigma, evaluations]. */
  baseline: numbersSchema,
  /** [coordinates][coordinate, derivative, truncation, fourth, epsilon]; null where there is no control. */
  control: numbersSchema.nullable(),
  findings: z.array(findingSchema).max(10),
});

/** The baseline of a check as it is sent. */
export type EncodedBaseline = z.infer<typeof baselineResultSchema>;

/** The baseline of a check, measured: what its runs are compared with. */
export interface MeasuredBaseline {
  readonly baseline: Pick<Baseline, 'cost' | 'costNoise' | 'noiseAllowance' | 'evaluations' | 'findings'>;
  /** The control's measurements; null where there is no control. */
  readonly measured: readonly ControlMeasurement[] | null;
}

/** The baseline in the form that is sent. */
export const encodeBaseline = (
  check: string,
  { baseline: { cost, costNoise, noiseAllowance, evaluations, findings }, measured }: MeasuredBaseline,
  worker: string,
): EncodedBaseline => ({
  schema: SCHEMA,
  kind: 'baseline',
  check,
  worker,
  baseline: packRows([[cost, costNoise, noiseAllowance, evaluations]]),
  control:
    measured &&
    packRows(
      measured.map(({ coordinate, derivative, truncation, fourth, epsilon }) => [
        coordinate,
        derivative,
        truncation,
        fourth,
        epsilon,
      ]),
    ),
  findings: z.array(findingSchema).parse(findings),
});

/** The baseline again. Throws RangeError when its numbers don't make it. */
export const decodeBaseline = ({ baseline, control, findings }: EncodedBaseline): MeasuredBaseline => {
  const [row, ...others] = unpackRows(baseline, 4);
  if (!row || others.length > 0) throw new RangeError('the numbers of J(θ) are not four');
  const [cost, costNoise, noiseAllowance, evaluations] = row as [number, number, number, number];
  const measured = control === null ? null : unpackRows(control, 5);
  return {
    baseline: { cost, costNoise, noiseAllowance, evaluations, findings },
    measured:
      measured?.map(([coordinate, derivative, truncation, fourth, epsilon]) => ({
        coordinate: coordinate!,
        derivative: derivative!,
        truncation: truncation!,
        fourth: fourth!,
        epsilon: epsilon!,
      })) ?? null,
  };
};
