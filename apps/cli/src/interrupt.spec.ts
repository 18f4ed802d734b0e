import { layoutOf } from '@gradproof/flatteners';
import { writeProblem } from '@gradproof/formats';
import { createForwardPass, type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const gradproof = fileURLToPath(new URL('../bin/gradproof.js', import.meta.url));
const PYTHON = '/usr/bin/python3';
/** Runs a command on a terminal of its own, which this process's standard input types on. */
const ON_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
const CTRL_C = '\x03';

const hasTerminal = spawnSync(PYTHON, ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;

/** A network whose check takes many seconds on two threads. */
const network: NetworkDescription = {
  layers: [
    ...Array.from({ length: 5 }, () => ({ units: 512, activation: 'relu' as const })),
    { units: 2, activation: 'softmax' },
  ],
  cost: 'softmax-cross-entropy',
  l2: 0,
};
const [FEATURES, EXAMPLES] = [32, 64];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-interrupt-'));
  const layout = layoutOf(parameterShapes(network, FEATURES));
  const waves = (size: number) => Float64Array.from({ length: size }, (_, i) => Math.sin(i * i));
  const theta = waves(layout.size).map((wave) => wave / 16);
  const X = tensor([FEATURES, EXAMPLES], waves(FEATURES * EXAMPLES));
  const Y = tensor(
    [2, EXAMPLES],
    Float64Array.from({ length: 2 * EXAMPLES }, (_, i) => (i < EXAMPLES ? 1 : 0)),
  );
  const costValue = createForwardPass(network, X, Y).cost(theta);
  const problem = { kind: 'layered' as const, network, layout, theta, X, Y };
  await writeProblem(join(folder, 'problem'), { problem, grad: new Float64Array(layout.size), costValue });
});
afterAll(() => rm(folder, { recursive: true }));

// Windows has no such terminal
it.skipIf(!hasTerminal)('Ctrl-C ends a check on threads with 130', { timeout: 120_000 }, async () => {
  const command = [process.execPath, gradproof, 'check', join(folder, 'problem'), '--threads', '2'];
  const child = spawn(PYTHON, ['-c', ON_TERMINAL, ...command]);
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const before = shown.includes('coordinates');
    shown += chunk.toString();
    // the progress bar tells that threads have computed
    if (!before && shown.includes('coordinates')) child.stdin.write(CTRL_C);
  });
  const [status] = (await once(child, 'close')) as [number];
  expect({ status, interrupted: shown.includes('gradproof: interrupted') }).toEqual({
    status: 130,
    interrupted: true,
  });
});
