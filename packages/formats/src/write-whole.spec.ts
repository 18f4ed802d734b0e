import { InputError } from '@gradproof/model';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertWritable, writeWhole } from './write-whole.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-write-'));
  path = join(folder, 'out.html');
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeWhole', () => {
  it('writes the file and leaves nothing else', async () => {
    await writeWhole(path, 'whole', false);
    expect(await readFile(path, 'utf8')).toBe('whole');
    expect(await readdir(folder)).toEqual(['out.html']);
  });

  it('replaces a file only when it is told to', async () => {
    await writeFile(path, 'mine');
    await expect(writeWhole(path, 'new', false)).rejects.toThrow(/already there; nothing was written/);
    expect(await readFile(path, 'utf8')).toBe('mine');
    await writeWhole(path, 'new', true);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['out.html']);
  });
});

describe('writeWhole, where nothing can be written', () => {
  it('names the file, not the draft, and leaves nothing', async () => {
    await mkdir(path);
    for (const target of [path, join(folder, 'gone', 'out.html')]) {
      const writing = writeWhole(target, 'new', true);
      await expect(writing).rejects.toThrow(InputError);
      await expect(writing).rejects.toThrow(`${target} can't be written`);
    }
    expect(await readdir(folder)).toEqual(['out.html']);
  });
});

describe('assertWritable', () => {
  it('has nothing against a new file in a folder that is there', async () => {
    await expect(assertWritable(path, false)).resolves.toBeUndefined();
  });

  it.each([false, true])('refuses what can not be written, and leaves nothing (force: %s)', async (force) => {
    await expect(assertWritable('', force)).rejects.toThrow(/is empty/);
    await expect(assertWritable(join(folder, 'x'.repeat(300)), force)).rejects.toThrow(
      /can't be written.*name too long/,
    );
    await expect(assertWritable(path, force)).resolves.toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes a name as long as the file system lets it be', async () => {
    const long = join(folder, 'x'.repeat(255));
    await assertWritable(long, false);
    await writeWhole(long, 'whole', false);
    expect(await readFile(long, 'utf8')).toBe('whole');
  });

  it.skipIf(process.platform === 'win32')('refuses a pipe, which would be replaced by a file', async () => {
    execFileSync('mkfifo', [path]);
    await expect(assertWritable(path, true)).rejects.toThrow(/out.html is a device or a pipe/);
  });

  it.skipIf(!existsSync('/proc/self'))('refuses a folder that takes no files', async () => {
    await expect(assertWritable('/proc/out.html', false)).rejects.toThrow(/can't be written/);
  });

  it('refuses a file that is there, unless it is to be replaced', async () => {
    await writeFile(path, 'mine');
    await expect(assertWritable(path, false)).rejects.toMatchObject({
      message: expect.stringMatching(/out.html is already there\. Name another file\.$/) as unknown,
      remedy: { kind: 'replace-file' },
    });
    await expect(assertWritable(path, true)).resolves.toBeUndefined();
  });

  it.each([false, true])('refuses a folder, and a folder that is not there (force: %s)', async (force) => {
    await mkdir(path);
    await expect(assertWritable(path, force)).rejects.toThrow(/out.html is a folder/);
    await expect(assertWritable(join(folder, 'gone', 'out.html'), force)).rejects.toThrow(
      /There is no folder .*gone/,
    );
  });
});
