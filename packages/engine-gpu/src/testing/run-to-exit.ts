import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs an ES module in a Node of its own until that exits by itself: its status (null where it had to be killed after a minute) and standard error. */
export const runToExit = async (module: string): Promise<{ status: number | null; err: string }> => {
  const args = ['--conditions=@gradproof/source', '--input-type=module', '--eval', module];
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await once(child, 'close');
  return { status: child.exitCode, err };
};

/** A program that takes a device and ends as `rest` says, without ever giving the device back. */
export const takingDevice = (device: string, rest: string): string => `
  import { createGpuEngine } from '@gradproof/engine-gpu';
  import { randomNetwork } from '@gradproof/engine-conformance';
  const last = { units: 1, activation: 'sigmoid' };
  const hidden = [{ units: 5, activation: 'tanh' }];
  const problem = randomNetwork({ seed: 1, features: 3, examples: 4, hidden, last, cost: 'binary-cross-entropy', l2: 0 });
  const evaluator = await createGpuEngine({ device: '${device}' }).prepare(problem, 'incremental');
  await evaluator.derivatives({ start: 0, end: 4 }, 1e-9);
  ${rest}`;
