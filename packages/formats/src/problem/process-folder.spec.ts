import { InputError } from '@gradproof/model';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeNpz } from '../npz/write-npz.ts';
import { readFolder, readProblem } from './read-problem.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-process-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const describeAs = (json: unknown): Promise<void> =>
  writeFile(join(folder, 'problem.json'), JSON.stringify(json));

const arrays = (...names: string[]): Uint8Array =>
  writeNpz(names.map((name, i) => [name, { shape: [2], data: Float64Array.of(i + 0.5, -i) }]));

describe('a problem folder of a process', () => {
  it('is its command, with a minute for an answer, where the process knows everything else', async () => {
    await describeAs({ process: { command: ['python3', 'model.py'] } });
    expect(await readFolder(folder)).toMatchObject({
      kind: 'process',
      command: ['python3', 'model.py'],
      timeLimit: 60,
      parameters: null,
      readGradients: null,
    });
  });

  it('brings its arrays, as NumPy saved them', async () => {
    await writeFile(join(folder, 'p.npz'), arrays('w', 'v'));
    await writeFile(join(folder, 'g.npz'), arrays('dw', 'dv'));
    await describeAs({ process: { command: ['./model'] }, parameters: 'p.npz', gradients: 'g.npz' });
    const read = await readFolder(folder);
    if (read.kind !== 'process') throw new Error('it is a process');
    expect(read.parameters!.layout.tensors.map(({ name }) => name)).toEqual(['w', 'v']);
    expect(read.parameters!.theta).toEqual(Float64Array.of(0.5, -0, 1.5, -1));
    const { grad, precision } = await read.readGradients!(read.parameters!.layout);
    expect(grad).toEqual(Float64Array.of(0.5, -0, 1.5, -1));
    expect(precision).toBeUndefined(); // float64 arrays may hold any numbers
  });

  it.each<[string, unknown, RegExp]>([
    ['no command', { process: {} }, /process.command is missing; it is a list/],
    ['an empty command', { process: { command: [] } }, /process.command.*(empty|missing)/],
    ['a command that is one string', { process: { command: 'python3 model.py' } }, /process.command is "python3 model.py"; it must be a list/], // prettier-ignore
    ['an argument that is no string', { process: { command: ['a', 1] } }, /process.command\[1\] is 1; it must be a string/], // prettier-ignore
    ['a NUL in an argument', { process: { command: ['a', 'b\0'] } }, /holds a NUL/],
    ['no time at all', { process: { command: ['a'], timeLimit: 0 } }, /timeLimit is 0; it must be at least/],
    ['all the time there is', { process: { command: ['a'], timeLimit: 1e9 } }, /timeLimit is 1000000000; it must be at most 86400/], // prettier-ignore
    ['a key that none has', { process: { command: ['a'], shell: true } }, /process.shell is not a known key; known are command, timeLimit/], // prettier-ignore
    ['a model beside it', { process: { command: ['a'] }, model: {} }, /model is not a known key/],
    ['arrays elsewhere', { process: { command: ['a'] }, parameters: '../p.npz' }, /leaves its folder/],
  ])('refuses %s', async (_what, json, message) => {
    await describeAs(json);
    const reading = readFolder(folder);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });

  it('is no layered network', async () => {
    await describeAs({ process: { command: ['a'] } });
    await expect(readProblem(folder)).rejects.toThrow(/is a process.*needed here is a layered network/);
  });
});
