import type { FunctionProblem, ScalarFunction } from '@gradproof/core';
import { layoutOf, type Layout } from '@gradproof/flatteners';
import type { ProcessFolder } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { z } from 'zod';
import { connect, type Connection } from './connection.ts';
import { ProcessFailure } from './failure.ts';
import { helloSchema, PROTOCOL_VERSION, sizeOfAll, type Hello } from './protocol.ts';
import type { Frame } from './read-frame.ts';

/** A problem whose functions a process computes. */
export interface ProcessProblem {
  readonly functions: readonly ScalarFunction[];
  readonly close: () => Promise<void>;
}

/** Seconds until the first answer: importing PyTorch takes several. */
const START_LIMIT = 120;
/** A batch has at most this many numbers, 32 MiB. */
const BATCH_NUMBERS = 2 ** 22;

const NOTHING = new Float64Array(0);

const readHello = (header: Frame['header']): Hello => {
  const { success, data, error } = helloSchema.safeParse(header);
  if (success) return data;
  throw new ProcessFailure({ kind: 'nonsense', what: z.prettifyError(error).replace(/\s+/g, ' ') });
};

/** Says hello: gives the process the parameters of the folder, or hears its own. */
const introduce = async (connection: Connection, { command, parameters, timeLimit }: ProcessFolder) => {
  const given = parameters?.layout.tensors.map(({ name, shape }) => ({ name, shape })) ?? null;
  const { header, payload } = await connection.ask({
    op: 'hello',
    header: { version: PROTOCOL_VERSION, parameters: given },
    payload: parameters?.theta ?? NOTHING,
    numbersIn: (answer) => sizeOfAll(readHello(answer).parameters ?? []),
    timeLimit: Math.max(START_LIMIT, timeLimit),
  });
  const hello = readHello(header);
  if (parameters) return { operations: hello.operations, ...parameters };
  if (hello.parameters)
    return { operations: hello.operations, layout: layoutOf(hello.parameters), theta: payload };
  throw new InputError(
    `${command.join(' ')} tells no parameters, and problem.json names no file of them. Add "parameters": "parameters.npz", or tell them in the answer to hello.`,
  );
};

const refuseOperation = (command: readonly string[], op: string, hint: string): never => {
  throw new InputError(`${command.join(' ')} can't be asked for ${op}. ${hint}`);
};

const questions = (connection: Connection, timeLimit: number, { size }: Layout) => {
  const ask = async (op: string, payload: Float64Array, answers: number, header = {}) =>
    (await connection.ask({ op, header, payload, numbersIn: () => answers, timeLimit })).payload;
  const batch = async (thetas: readonly Float64Array[]): Promise<Float64Array> => {
    const points = new Float64Array(thetas.length * size);
    thetas.forEach((theta, k) => points.set(theta, k * size));
    return ask('costs', points, thetas.length, { count: thetas.length });
  };
  return {
    cost: async (theta: Float64Array): Promise<number> => (await ask('cost', theta, 1))[0]!,
    costs: async (thetas: readonly Float64Array[]): Promise<Float64Array> => {
      const length = Math.max(1, Math.floor(BATCH_NUMBERS / size));
      const costs = new Float64Array(thetas.length);
      for (let start = 0; start < thetas.length; start += length)
        costs.set(await batch(thetas.slice(start, start + length)), start);
      return costs;
    },
    gradient: (theta: Float64Array): Promise<Float64Array> => ask('gradient', theta, size),
  };
};

const functionOf = (
  connection: Connection,
  { layout, theta, operations }: Awaited<ReturnType<typeof introduce>>,
  { command, timeLimit, readGradients, costValue }: ProcessFolder,
): ScalarFunction => {
  const { cost, costs, gradient } = questions(connection, timeLimit, layout);
  if (!operations.includes('cost'))
    refuseOperation(command, 'cost', 'A process must answer that: there is nothing to differentiate else.');
  const problem: FunctionProblem = {
    kind: 'function',
    layout,
    theta,
    cost,
    ...(operations.includes('costs') ? { costs } : {}),
  };
  if (readGradients) return { name: null, problem, costValue, gradient: () => readGradients(layout) };
  const gradientAt = async (vector: Float64Array): Promise<Float64Array> => {
    if (operations.includes('gradient')) return gradient(vector);
    return refuseOperation(
      command,
      'gradient',
      'Let it answer that, or name a file in problem.json: "gradients": "gradients.npz".',
    );
  };
  return { name: null, problem, costValue, gradient: () => gradientAt(theta), gradientAt };
};

/** Starts the process of a problem folder, and hears from it what can be checked. Throws InputError, and the signal's reason; then it has ended. */
export const startProcess = async (
  folder: ProcessFolder,
  {
    env,
    signal,
  }: { readonly env?: NodeJS.ProcessEnv | undefined; readonly signal?: AbortSignal | undefined },
): Promise<ProcessProblem> => {
  const connection = connect({ command: folder.command, folder: folder.folder, env, signal });
  try {
    const introduced = await introduce(connection, folder);
    return { functions: [functionOf(connection, introduced, folder)], close: connection.close };
  } catch (error) {
    await connection.close();
    throw error;
  }
};
