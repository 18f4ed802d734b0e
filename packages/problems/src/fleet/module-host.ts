import type { FunctionProblem, ScalarFunction } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { writeSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { moduleProblem } from '../module/module-problem.ts';
import { thrownBy } from '../module/named-errors.ts';
import { createByteReader } from '../process/byte-reader.ts';
import { ProcessFailure } from '../process/failure.ts';
import { encodeFrame } from '../process/frame.ts';
import { PROTOCOL_VERSION } from '../process/protocol.ts';
import { type Frame, readFrame } from '../process/read-frame.ts';
import { LOST } from './final-stderr.ts';
import { listModules } from './list-modules.ts';
import { moduleVersion } from './module-version.ts';
import type { Watched } from './watchdog.ts';

// A process of its own runs a module for the fleet. It answers over standard input and output, as docs/process-protocol.md says.

const [folder, name, sha256, seed, memory, parent] = process.argv.slice(2) as [
  ...[folder: string, name: string, sha256: string, seed: string, memory: string, parent: string],
];

const watched: Watched = { parent: Number(parent), memory: Number(memory) };
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
new Worker(new URL(`./watchdog.${extension}`, import.meta.url), { workerData: watched }).unref();

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // whatever the module prints is no answer

/** Ends the process with the reason on standard error: its answers can't be trusted from now on. */
const endLost = (thrown: unknown): never => {
  writeSync(2, `\n${LOST}${thrownBy(name, thrown).replaceAll('\n', ' ')}\n`);
  process.exit(1);
};
process.on('uncaughtException', endLost).on('unhandledRejection', endLost);

const NOTHING = new Float64Array(0);

/** The module's one function, if it is of the version that is asked for, before it is loaded and after. Throws InputError. */
const load = async (): Promise<ScalarFunction> => {
  const path = (await listModules(folder)).get(name);
  if (path === undefined) throw new InputError(`There is no module ${name} here.`);
  const assertVersion = async (): Promise<void> => {
    const version = await moduleVersion(folder, await realpath(path));
    if (version === sha256) return;
    throw new InputError(
      `${name} has changed since the worker was started: it is ${version.slice(0, 12)} now, the check asks for ${sha256.slice(0, 12)}.`,
    );
  };
  await assertVersion();
  const functions = await moduleProblem(name, { seed: Number(seed) });
  await assertVersion();
  return functions[0]!;
};

/** What is answered. */
interface Answer {
  readonly header?: object;
  readonly payload?: Float64Array;
}

/** The module's function, once hello has loaded it. */
let loaded: (Omit<ScalarFunction, 'problem'> & { readonly problem: FunctionProblem }) | null = null;

const hello = async (): Promise<Answer> => {
  const { problem, ...claim } = await load();
  if (problem.kind !== 'function') throw new InputError(`${name} is no function.`);
  loaded = { ...claim, problem };
  const operations = ['cost'];
  if (problem.costs) operations.push('costs');
  if (claim.gradientAt) operations.push('gradient');
  const parameters = problem.layout.tensors.map(({ name: tensor, shape }) => ({ name: tensor, shape }));
  return { header: { version: PROTOCOL_VERSION, operations, parameters }, payload: problem.theta };
};

const cost = async ({ problem }: NonNullable<typeof loaded>, theta: Float64Array): Promise<Answer> => {
  const given = theta.slice();
  const value = await problem.cost(given);
  const changed = given.some((value, i) => value !== theta[i]);
  return { header: changed ? { changed } : {}, payload: Float64Array.of(value) };
};

const answerTo = async ({ header, payload }: Frame): Promise<Answer> => {
  if (header['op'] === 'hello') return hello();
  if (!loaded) throw new InputError(`${name} is not loaded.`);
  const { problem, gradientAt } = loaded;
  if (header['op'] === 'cost') return cost(loaded, payload);
  if (header['op'] === 'gradient' && gradientAt) return { payload: await gradientAt(payload) };
  if (header['op'] === 'costs' && problem.costs) {
    const { size } = problem.layout;
    const points = Array.from({ length: payload.length / size }, (_, k) =>
      payload.slice(k * size, (k + 1) * size),
    );
    return { payload: Float64Array.from(await problem.costs(points)) };
  }
  throw new InputError(`${name} can't be asked for ${String(header['op'])}.`);
};

const numbersIn = ({ op, count }: Frame['header']): number => {
  const size = loaded?.problem.layout.size ?? 0;
  if (op === 'costs') return size * Number(count);
  return op === 'cost' || op === 'gradient' ? size : 0;
};

const send = (header: object, payload: Float64Array): void => {
  for (const piece of encodeFrame(header, payload)) write(piece);
};

const input = createByteReader(process.stdin);
for (;;) {
  const question = await readFrame(input, numbersIn).catch((error: unknown) => {
    process.exit(error instanceof ProcessFailure && error.failure.kind === 'ended' ? 0 : 1);
  });
  const { op, id } = question.header;
  if (op === 'bye') process.exit(0);
  try {
    const { header = {}, payload = NOTHING } = await answerTo(question);
    send({ id, ...header }, payload);
  } catch (error) {
    send({ id, error: error instanceof InputError ? error.message : String(error) }, NOTHING);
  }
}
