import { type GradientPrecision, gradientPrecisions } from '@gradproof/core';
import { sumOf } from '@gradproof/core/engine';
import { type Layout, layoutOf } from '@gradproof/flatteners';
import { z } from 'zod';
import type { Connection } from './connection.ts';
import { ProcessFailure } from './failure.ts';
import { type Hello, helloSchema, PROTOCOL_VERSION, sizeOfAll } from './protocol.ts';
import type { Frame } from './read-frame.ts';

/** Parameters and their values. */
export interface Parameters {
  readonly layout: Layout;
  /** θ, [P]. */
  readonly theta: Float64Array;
}

/** What a process said of itself. */
export interface Introduced extends Parameters {
  /** What it can be asked. */
  readonly operations: readonly string[];
}

/** Seconds until the first answer: importing PyTorch takes several. */
const START_LIMIT = 120;
/** A batch has at most this many numbers, 32 MiB. */
const BATCH_NUMBERS = 2 ** 22;

/** More losses of a cost than this are a mistake: 2 GiB. */
const MAX_LOSSES = 2 ** 28;

const NOTHING = new Float64Array(0);

const readHello = (header: Frame['header']): Hello => {
  const { success, data, error } = helloSchema.safeParse(header);
  if (success) return data;
  throw new ProcessFailure({ kind: 'nonsense', what: z.prettifyError(error).replace(/\s+/g, ' ') });
};

/** Says hello: gives the process its parameters, or takes its own; null when neither side has any. */
export const sayHello = async (
  connection: Connection,
  parameters: Parameters | null,
  timeLimit: number,
): Promise<Introduced | null> => {
  const given = parameters?.layout.tensors.map(({ name, shape }) => ({ name, shape })) ?? null;
  const { header, payload } = await connection.ask({
    op: 'hello',
    header: { version: PROTOCOL_VERSION, parameters: given },
    payload: parameters?.theta ?? NOTHING,
    numbersIn: (answer) => sizeOfAll(readHello(answer).parameters ?? []),
    timeLimit: Math.max(START_LIMIT, timeLimit),
  });
  const { operations, parameters: told } = readHello(header);
  if (parameters) return { operations, ...parameters };
  return told ? { operations, layout: layoutOf(told), theta: payload } : null;
};

/** Seconds that answers may take. */
export interface TimeLimits {
  /** With so many costs in it. */
  readonly ofAnswer: (costs: number) => number;
  readonly ofGradient: number;
}

/** How many numbers an answer to `cost` brings: J alone, or the losses of which it is the sum. Throws ProcessFailure. */
const lossesIn = ({ losses = 1 }: Frame['header']): number => {
  if (Number.isSafeInteger(losses) && (losses as number) >= 1 && (losses as number) <= MAX_LOSSES)
    return losses as number;
  throw new ProcessFailure({
    kind: 'nonsense',
    what: `its losses are ${JSON.stringify(losses)?.slice(0, 80)}, where their number belongs, 1 to ${MAX_LOSSES}`,
  });
};

/** What a process of P parameters computes, asked. Each throws InputError when there is no answer. */
export const questionsOf = ({ ask }: Connection, size: number, { ofAnswer, ofGradient }: TimeLimits) => {
  const batch = async (thetas: readonly Float64Array[]): Promise<Float64Array> => {
    const count = thetas.length;
    const points = new Float64Array(count * size);
    thetas.forEach((theta, k) => points.set(theta, k * size));
    const question = { op: 'costs', header: { count }, payload: points, numbersIn: () => count };
    return (await ask({ ...question, timeLimit: ofAnswer(count) })).payload;
  };
  return {
    /** Where the process says that it changed θ, θ is overwritten here, too, so that the check finds it changed. */
    cost: async (theta: Float64Array): Promise<number> => {
      const question = { op: 'cost', payload: theta, numbersIn: lossesIn, timeLimit: ofAnswer(1) };
      const { header, payload } = await ask(question);
      if (header['changed'] === true) theta.fill(NaN);
      return payload.length === 1 ? payload[0]! : sumOf(payload); // −0 stays −0
    },
    costs: async (thetas: readonly Float64Array[]): Promise<Float64Array> => {
      const length = Math.max(1, Math.floor(BATCH_NUMBERS / size));
      const costs = new Float64Array(thetas.length);
      for (let start = 0; start < thetas.length; start += length)
        costs.set(await batch(thetas.slice(start, start + length)), start);
      return costs;
    },
    /** The gradient, [P], and the type that the process computes it in, where it says so. */
    gradient: async (
      theta: Float64Array,
    ): Promise<{ readonly grad: Float64Array; readonly type: GradientPrecision | null }> => {
      const question = { op: 'gradient', payload: theta, numbersIn: () => size, timeLimit: ofGradient };
      const { header, payload } = await ask(question);
      return { grad: payload, type: gradientPrecisions.find((type) => type === header['precision']) ?? null };
    },
  };
};
