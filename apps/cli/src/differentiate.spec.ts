import { readNpz } from '@gradproof/formats';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

const correct = fileURLToPath(new URL('../../../examples/notebook/correct', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-differentiate-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('gradproof differentiate', () => {
  it('writes the gradient of a problem that has none', async () => {
    const problem = join(folder, 'problem');
    await cp(correct, problem, { recursive: true });
    const { gradients, ...description } = JSON.parse(
      await readFile(join(problem, 'problem.json'), 'utf8'),
    ) as { gradients: string };
    await writeFile(join(problem, 'problem.json'), JSON.stringify(description));
    await rm(join(problem, gradients));

    const out = join(folder, 'gradapprox.npz');
    const { status, err } = await runCaptured(['differentiate', problem, '--out', out]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const written = await readNpz(await readFile(out), out);
    const known = await readNpz(await readFile(join(correct, gradients)), gradients);
    expect([...written.keys()]).toEqual([...known.keys()]);
    for (const [name, { shape, data }] of known) {
      expect(written.get(name)!.shape).toEqual(shape);
      data.forEach((entry, i) => expect(Math.abs(written.get(name)!.data[i]! - entry)).toBeLessThan(1e-14));
    }
  });

  it('leaves a file that is there as it is, unless it is told to replace it', async () => {
    const out = join(folder, 'mine.npz');
    await writeFile(out, 'mine');
    const refused = await runCaptured(['differentiate', correct, '--out', out]);
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/mine.npz is already there.*--force/);
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect((await runCaptured(['differentiate', correct, '--out', out, '--force'])).status).toBe(0);
    expect((await readNpz(await readFile(out), out)).size).toBe(6);
  });

  it('a check without gradients says what it needs', async () => {
    const problem = join(folder, 'problem');
    await cp(correct, problem, { recursive: true });
    const description = JSON.parse(await readFile(join(problem, 'problem.json'), 'utf8')) as object;
    await writeFile(join(problem, 'problem.json'), JSON.stringify({ ...description, gradients: undefined }));
    const { status, err } = await runCaptured(['check', problem]);
    expect(status).toBe(2);
    expect(err).toMatch(/gradients is missing; a check needs/);
  });
});
