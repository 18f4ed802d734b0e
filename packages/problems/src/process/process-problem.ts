import {
  type ClaimedGradient,
  type FunctionProblem,
  givenPrecision,
  precisionOfTypes,
  type ScalarFunction,
} from '@gradproof/core';
import type { ProcessFolder } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import type { OpenOptions } from '../open-options.ts';
import { connect, type Connection } from './connection.ts';
import { type Introduced, questionsOf, sayHello } from './questions.ts';

/** A problem whose functions a process computes. */
export interface ProcessProblem {
  readonly functions: readonly ScalarFunction[];
  readonly close: () => Promise<void>;
}

/** How every program can give an answer longer. */
const LONGER = 'set "timeLimit" (seconds) in problem.json\'s process';

/** Says hello: gives the process the parameters of the folder, or takes its own. */
const introduce = async (connection: Connection, { command, parameters, timeLimit }: ProcessFolder) => {
  const introduced = await sayHello(connection, parameters, timeLimit);
  if (introduced) return introduced;
  throw new InputError(
    `${command.join(' ')} gives no parameters, and problem.json names no file of them. Add "parameters": "parameters.npz", or give them in the answer to hello.`,
  );
};

const operationError = (command: readonly string[], op: string, hint: string): InputError =>
  new InputError(`${command.join(' ')} can't be asked for ${op}. ${hint}`);

const functionOf = (
  connection: Connection,
  { layout, theta, operations }: Introduced,
  { command, timeLimit, readGradients, costValue, gradientPrecision }: ProcessFolder,
): ScalarFunction => {
  const { cost, costs, gradient } = questionsOf(connection, layout.size, {
    ofAnswer: () => timeLimit,
    ofGradient: timeLimit,
  });
  if (!operations.includes('cost'))
    throw operationError(
      command,
      'cost',
      'A process must answer that: there is nothing to differentiate else.',
    );
  const problem: FunctionProblem = {
    kind: 'function',
    layout,
    theta,
    cost,
    ...(operations.includes('costs') ? { costs } : {}),
  };
  if (readGradients) return { kind: 'whole', problem, costValue, gradient: () => readGradients(layout) };
  const claimAt = async (vector: Float64Array): Promise<ClaimedGradient> => {
    if (operations.includes('gradient')) {
      const { grad, type } = await gradient(vector);
      const told = type === null ? null : precisionOfTypes([type]);
      return { grad, precision: givenPrecision(gradientPrecision) ?? told ?? undefined };
    }
    throw operationError(
      command,
      'gradient',
      'Let it answer that, or name a file in problem.json: "gradients": "gradients.npz".',
    );
  };
  const gradientAt = async (vector: Float64Array) => (await claimAt(vector)).grad;
  return { kind: 'whole', problem, costValue, gradient: () => claimAt(theta), gradientAt };
};

/** Starts the process of a problem folder, and asks it what can be checked. Throws InputError, and the signal's reason; then it has ended. */
export const startProcess = async (
  folder: ProcessFolder,
  { env, signal, longerEvaluations = LONGER }: Pick<OpenOptions, 'env' | 'signal' | 'longerEvaluations'>,
): Promise<ProcessProblem> => {
  const wording = {
    subject: folder.command.join(' '),
    file: folder.description,
    longer: longerEvaluations,
  };
  const connection = connect({
    command: folder.command,
    folder: folder.folder,
    env,
    goesOn: true,
    wording,
    signal,
  });
  try {
    const introduced = await introduce(connection, folder);
    return { functions: [functionOf(connection, introduced, folder)], close: connection.close };
  } catch (error) {
    await connection.close();
    throw error;
  }
};
