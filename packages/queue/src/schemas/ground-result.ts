import { baselineFindingKinds, type ControlMeasurement, type Ground } from '@gradproof/core';
import { z } from 'zod';
import { SCHEMA } from './check-spec.ts';
import { numbersSchema, packRows, unpackRows } from './numbers.ts';

/** A finding about the cost. */
const findingSchema = z.strictObject({
  kind: z.enum(baselineFindingKinds),
  message: z.string().max(2000),
});

/** What the job returns that evaluates J(θ) and measures what the runs are compared with. */
export const groundResultSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('ground'),
  /** The check that it belongs to: it counts in no other. */
  check: z.string().max(100),
  /** Who computed it. */
  worker: z.string().max(200),
  /** [1][J(θ), noise, sigma, evaluations]. */
  ground: numbersSchema,
  /** [coordinates][coordinate, derivative, truncation, fourth, epsilon]; null where there is no control. */
  control: numbersSchema.nullable(),
  findings: z.array(findingSchema).max(10),
});

/** The ground of a check as it is sent. */
export type EncodedGround = z.infer<typeof groundResultSchema>;

/** The ground of a check, measured: what its runs are compared with. */
export interface MeasuredGround {
  readonly ground: Pick<Ground, 'cost' | 'noise' | 'sigma' | 'evaluations' | 'findings'>;
  /** The control's measurements; null where there is no control. */
  readonly measured: readonly ControlMeasurement[] | null;
}

/** The ground in the form that is sent. */
export const encodeGround = (
  check: string,
  { ground: { cost, noise, sigma, evaluations, findings }, measured }: MeasuredGround,
  worker: string,
): EncodedGround => ({
  schema: SCHEMA,
  kind: 'ground',
  check,
  worker,
  ground: packRows([[cost, noise, sigma, evaluations]]),
  control:
    measured &&
    packRows(
      measured.map(({ coordinate, derivative, truncation, fourth, epsilon }) => [
        ...[coordinate, derivative, truncation, fourth, epsilon],
      ]),
    ),
  findings: z.array(findingSchema).parse(findings),
});

/** The ground again. Throws RangeError when its numbers don't make it. */
export const decodeGround = ({ ground, control, findings }: EncodedGround): MeasuredGround => {
  const [row, ...others] = unpackRows(ground, 4);
  if (!row || others.length > 0) throw new RangeError('the numbers of J(θ) are not four');
  const [cost, noise, sigma, evaluations] = row as [number, number, number, number];
  const measured = control === null ? null : unpackRows(control, 5);
  return {
    ground: { cost, noise, sigma, evaluations, findings },
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
