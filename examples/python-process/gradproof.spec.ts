import '@gradproof/vitest/setup';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNpz } from '@gradproof/formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-python-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** J = Σ sin(w)·v, its gradient, and parameters for it. */
const MODEL = `
import sys; sys.dont_write_bytecode = True; sys.path.insert(0, ${JSON.stringify(here)})
import gradproof, numpy as np
parameters = {"w": np.array([[0.3, -0.2], [0.5, 0.1]]), "v": 1.5}
cost = lambda at: np.sum(np.sin(at["w"])) * at["v"]
gradient = lambda at: {"w": np.cos(at["w"]) * at["v"], "v": np.sum(np.sin(at["w"]))}
`;

const model = async (serving: string, description: object = {}): Promise<string> => {
  await writeFile(join(folder, 'model.py'), MODEL + serving);
  const problem_ = { process: { command: ['python3', 'model.py'] }, ...description };
  await writeFile(join(folder, 'problem.json'), JSON.stringify(problem_));
  return folder;
};

describe('gradproof.py', () => {
  it('has fewer than 100 lines', async () => {
    expect((await readFile(join(here, 'gradproof.py'), 'utf8')).split('\n').length).toBeLessThan(100);
  });

  it('serves a right gradient and a wrong one', async () => {
    await expect(
      await model('gradproof.serve(cost, gradient, parameters=parameters)'),
    ).toHaveCorrectGradient();
    const wrong =
      'gradproof.serve(cost, lambda at: {**gradient(at), "v": at["v"] ** 2 * 0.4}, parameters=parameters)';
    await expect(await model(wrong)).not.toHaveCorrectGradient();
  });

  it('serves losses, of which the cost is the sum', async () => {
    const losses = 'losses = lambda at: (np.sin(at["w"]) * at["v"]).astype(np.float32)\n';
    await expect(
      await model(`${losses}gradproof.serve(losses, gradient, parameters=parameters)`),
    ).toHaveCorrectGradient();
  });

  it('serves parameters from a file, and many points at once', async () => {
    const w = { shape: [2, 2], data: Float64Array.of(0.3, -0.2, 0.5, 0.1) };
    const v = { shape: [], data: Float64Array.of(1.5) };
    await writeFile(join(folder, 'p.npz'), writeNpz(Object.entries({ v, w }))); // in another order than the model's
    const batched =
      'gradproof.serve(cost, gradient, costs=lambda points: np.array([cost(at) for at in points]))';
    await expect(await model(batched, { parameters: 'p.npz' })).toHaveCorrectGradient();
  });

  it('keeps what is printed away from the answers, by Python and below it', async () => {
    const noisy =
      'import os\ndef loud(at):\n  print("loss"); os.write(1, b"from C"); return cost(at)\ngradproof.serve(loud, gradient, parameters=parameters)';
    await expect(await model(noisy)).toHaveCorrectGradient();
  });

  it.each<[string, string, RegExp]>([
    ['an exception, with its traceback', 'gradproof.serve(lambda at: at["w"] @ np.ones(3), gradient, parameters=parameters)', /failed at cost: ValueError: matmul.*\nThe end of its standard error:\n[^]*Traceback/], // prettier-ignore
    ['a gradient of another shape', 'gradproof.serve(cost, lambda at: {**gradient(at), "w": np.ones(4)}, parameters=parameters)', /failed at gradient: ValueError: w has shape \(4,\), not \(2, 2\)/], // prettier-ignore
    ['a complex gradient', 'gradproof.serve(cost, lambda at: {**gradient(at), "w": np.cos(at["w"]) * 1j}, parameters=parameters)', /failed at gradient: TypeError: w is complex/], // prettier-ignore
    ['a gradient that lacks a tensor', 'gradproof.serve(cost, lambda at: {"w": at["w"]}, parameters=parameters)', /failed at gradient: KeyError: 'v'/], // prettier-ignore
    [
      'no parameters',
      'gradproof.serve(cost, gradient)',
      /gives no parameters, and problem.json names no file of them/,
    ],
    ['a missing import', 'import no_such_module', /ended with status 1 instead of answering hello[^]*ModuleNotFoundError/], // prettier-ignore
  ])('tells %s', async (_what, serving, message) => {
    await expect(expect(await model(serving)).toHaveCorrectGradient()).rejects.toThrow(message);
  });
});
