import type { FunctionProblem } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { fileURLToPath } from 'node:url';
import { connect, type Connection } from '../process/connection.ts';
import { questionsOf, sayHello } from '../process/questions.ts';
import { reasonOf } from './final-stderr.ts';
import type { ModuleVersion } from './index-modules.ts';

/** How a module of the fleet is run. */
export interface HostOptions {
  /** Seeds the projection of a function with many outputs. */
  readonly seed: number;
  /** MiB that its process may hold. */
  readonly memory: number;
  /** Seconds that one evaluation may take. */
  readonly evaluationSeconds: number;
  /** How the caller words what to do about its limits; each goes on as a sentence does. */
  readonly words: LimitWords;
}

/** What to do where a module needs more than its limits, in the terms of the program that set them. */
export interface LimitWords {
  readonly longerEvaluations: string;
  readonly moreMemory: string;
}

/** A module that runs in a process of its own. */
export interface HostedModule {
  readonly problem: FunctionProblem;
  /** The gradient at any θ, where the module computes it. */
  readonly gradientAt: ((theta: Float64Array) => Promise<Float64Array>) | undefined;
  /** Whether its process can still be asked. */
  readonly isAlive: () => boolean;
  /** Ends the process and all that it started. */
  readonly close: () => Promise<void>;
}

const isSource = import.meta.url.endsWith('.ts');
const PROGRAM = fileURLToPath(new URL(`./module-host.${isSource ? 'ts' : 'js'}`, import.meta.url));
const CONDITIONS = isSource ? ['--conditions=@gradproof/source'] : [];

/** What of our environment a module sees: no address, no key, no token. */
const VISIBLE = ['PATH', 'HOME', 'LANG', 'TMPDIR'];

/** Seconds that a gradient may take at least: one by forward differentiation is as long as many costs. */
const GRADIENT_SECONDS = 120;

const scrubbed = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(VISIBLE.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));

const hosted = async (
  connection: Connection,
  { name }: ModuleVersion,
  { evaluationSeconds }: HostOptions,
): Promise<HostedModule> => {
  const introduced = await sayHello(connection, null, evaluationSeconds);
  if (!introduced) throw new InputError(`${name} gives no parameters.`);
  const { layout, theta, operations } = introduced;
  const { cost, costs, gradient } = questionsOf(connection, layout.size, {
    ofAnswer: (count) => count * evaluationSeconds,
    ofGradient: Math.max(GRADIENT_SECONDS, evaluationSeconds),
  });
  return {
    problem: { kind: 'function', layout, theta, cost, ...(operations.includes('costs') && { costs }) },
    gradientAt: operations.includes('gradient') ? async (point) => (await gradient(point)).grad : undefined,
    isAlive: connection.isAlive,
    close: connection.close,
  };
};

/**
 * Runs a module in a process of its own: no environment but a few variables, no more memory and time than allowed. The process ends with
 * this one, however this one ends.
 *
 * @param folder The folder of modules, a real path.
 * @param module The module's name and the version it must have.
 * @param options Its seed and its limits.
 * @returns The function that the module defines, until it is closed.
 * @throws InputError when the module isn't there in this version, can't be loaded, or fails; then its process has ended.
 */
export const startModule = async (
  folder: string,
  module: ModuleVersion,
  options: HostOptions,
): Promise<HostedModule> => {
  const { name, sha256 } = module;
  const { memory, seed } = options;
  const node = [process.execPath, ...CONDITIONS, `--max-old-space-size=${memory}`] as const;
  const connection = connect({
    command: [...node, PROGRAM, folder, name, sha256, String(seed), String(memory), String(process.pid)],
    folder,
    env: scrubbed(process.env),
    goesOn: true,
    wording: {
      subject: name,
      longer: options.words.longerEvaluations,
      reasonOf: reasonOf(memory, options.words.moreMemory),
    },
  });
  try {
    return await hosted(connection, module, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
};
