import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { cubes, modulesFolder } from '../testing/modules-folder.ts';
import { indexModules } from './index-modules.ts';
import { type HostedModule, startModule } from './start-module.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const OPTIONS = {
  seed: 0,
  memory: 512,
  evaluationSeconds: 20,
  words: { longerEvaluations: 'allow more seconds', moreMemory: 'allow more memory' },
};
const AT = Float64Array.of(0.5, -1.5, 2);
const J = 0.125 - 3.375 + 8;

const folderOf = async (code: string): Promise<string> => {
  const folder = await modulesFolder({ 'problem.ts': code });
  closing.push(() => rm(folder, { recursive: true }));
  return folder;
};

/** The module of this code, in a process of its own. */
const started = async (code: string, options: Partial<typeof OPTIONS> = {}): Promise<HostedModule> => {
  const folder = await folderOf(code);
  const { versions } = await indexModules(folder);
  const version = { name: 'problem.ts', sha256: versions['problem.ts']! };
  const module = await startModule(folder, version, { ...OPTIONS, ...options });
  closing.push(module.close);
  return module;
};

const costAt = (module: HostedModule, theta = AT.slice()) => Promise.resolve(module.problem.cost(theta));

describe('a module in a process of its own', () => {
  it('computes costs and gradients, to the bit', async () => {
    const module = await started(
      cubes('', 'costs: (all) => all.map(({ w }) => w.reduce((s, x) => s + x ** 3, 0)),'),
    );
    expect(module.problem.theta).toEqual(AT);
    expect(module.problem.layout.tensors).toMatchObject([{ name: 'w', shape: [3] }]);
    expect(await costAt(module)).toBe(J);
    expect(await module.problem.costs!([AT, Float64Array.of(1, 1, NaN)])).toEqual(Float64Array.of(J, NaN));
    expect(await module.gradientAt!(AT)).toEqual(Float64Array.of(0.75, 6.75, 12));
  });

  it('has a day for each of many costs at once, more than a timer can wait', async () => {
    const costs =
      'costs: async (all) => { await new Promise((r) => setTimeout(r, 50)); return all.map(({ w }) => w.reduce((s, x) => s + x ** 3, 0)); },';
    const module = await started(cubes('', costs), { evaluationSeconds: 86_400 });
    expect(await module.problem.costs!(Array(30).fill(AT))).toEqual(new Float64Array(30).fill(J));
  });

  it('may print what it likes', async () => {
    const module = await started(cubes('console.log("hello"); process.stdout.write("GPF1")'));
    expect(await costAt(module)).toBe(J);
  });

  it('shows when it changes its argument', async () => {
    const module = await started(cubes('w[0] = 9'));
    const theta = AT.slice();
    await costAt(module, theta);
    expect(theta).not.toEqual(AT);
  });

  it('sees nothing of our environment but a few variables', async () => {
    process.env['GRADPROOF_SIGNING_KEY'] = 'a secret that nobody may see';
    closing.push(() => Promise.resolve(delete process.env['GRADPROOF_SIGNING_KEY']));
    const module = await started(cubes('throw new Error(Object.keys(process.env).join())'));
    const message = await costAt(module).then(String, (error: Error) => error.message);
    const seen = message.split(': ').at(-1)!.split(',');
    expect(seen.length).toBeGreaterThan(0);
    expect(['PATH', 'HOME', 'LANG', 'TMPDIR']).toEqual(expect.arrayContaining(seen));
  });

  it('that throws says so, with the place, and can be asked again', async () => {
    const module = await started(cubes('if (w[0] === 1) throw new RangeError("out of the domain")'));
    await expect(costAt(module, Float64Array.of(1, 2, 3))).rejects.toThrow(
      /^cost of problem\.ts threw RangeError \(at problem\.ts:5:\d+\): out of the domain$/,
    );
    expect(module.isAlive()).toBe(true);
    expect(await costAt(module)).toBe(J);
  });

  it.each([
    ['exits', 'process.exit(3)', {}, /^problem\.ts ended with status 3 instead of answering cost/],
    [
      'leaves a promise rejected',
      'Promise.reject(new Error("lost")); return new Promise(() => {})',
      {},
      /^problem\.ts was ended: a promise, timer or listener .* threw Error \(at problem\.ts:5:\d+\): lost$/,
    ],
    [
      'throws from a timer',
      'return new Promise(() => setTimeout(() => { throw null; }))',
      {},
      /that nobody waited for threw null$/,
    ],
    [
      'hangs',
      'for (;;);',
      { evaluationSeconds: 0.3 },
      /^problem\.ts gave no answer to cost within 0\.3 s and was ended\. .*allow more seconds\.$/,
    ],
    [
      'never answers',
      'return new Promise(() => {})',
      { evaluationSeconds: 0.3 },
      /no answer to cost within 0\.3 s/,
    ],
    [
      'blows its heap',
      'const a = []; for (;;) a.push(new Array(1e4).fill(w))',
      { memory: 200 },
      /^problem\.ts needed more than 200 MiB of memory/,
    ],
    [
      'blows memory beside its heap',
      'const a = []; for (;;) a.push(Buffer.alloc(2 ** 22, 1))',
      { memory: 300 },
      /^problem\.ts needed more than 300 MiB of memory/,
    ],
  ])('that %s is ended, with the cause, now and when it is asked again', async (_, first, options, cause) => {
    const module = await started(cubes(`if (w[0] === 1) { ${first} }`), options);
    const fatal = () => costAt(module, Float64Array.of(1, 2, 3));
    const error = await fatal().then(String, (reason: Error) => reason);
    expect(error).toMatchObject({ name: 'InputError', message: expect.stringMatching(cause) as string });
    expect(module.isAlive()).toBe(false);
    await expect(costAt(module)).rejects.toBe(error);
  });

  it('is refused in another version, by another name, and where it changes while it is loaded', async () => {
    const folder = await folderOf(cubes());
    const sha256 = (await indexModules(folder)).versions['problem.ts']!;
    const start = (name: string, version = sha256) => startModule(folder, { name, sha256: version }, OPTIONS);
    await expect(start('problem.ts', 'b'.repeat(64))).rejects.toThrow(
      /has changed since .* it is \w{12} now, the check asks for bbbbbbbbbbbb/,
    );
    for (const name of ['other.ts', '../problem.ts', join(folder, 'problem.ts'), './problem.ts', ''])
      await expect(start(name)).rejects.toThrow(`There is no module ${name} here`);
    const changing = `import { appendFileSync } from 'node:fs'; appendFileSync('problem.ts', '//');\n${cubes()}`;
    await expect(started(changing)).rejects.toThrow('has changed since');
  });

  it('that is no problem is refused with the reason', async () => {
    await expect(started('export const x = 1;')).rejects.toThrow(/^problem\.ts has no default export/);
    await expect(started('throw new Error("no GPU here");')).rejects.toThrow(
      /^problem\.ts threw Error while it was loaded .*: no GPU here/,
    );
  });

  it('ends when whoever started it is killed, even while it computes', async () => {
    const folder = await folderOf(
      cubes("if (w[0] === 1) { require('node:fs').writeFileSync('pid', String(process.pid)); for (;;); }"),
    );
    const sha256 = (await indexModules(folder)).versions['problem.ts']!;
    const place = (name: string) => new URL(name, import.meta.url).href;
    await writeFile(
      join(folder, 'parent.mjs'),
      `import { startModule } from '${place('./start-module.ts')}';
      const module = await startModule('${folder}', { name: 'problem.ts', sha256: '${sha256}' }, ${JSON.stringify(OPTIONS)});
      void module.problem.cost(Float64Array.of(1, 2, 3));`,
    );
    const { spawn } = await import('node:child_process');
    const parent = spawn(process.execPath, ['--conditions=@gradproof/source', join(folder, 'parent.mjs')]);
    closing.push(() => Promise.resolve(parent.kill('SIGKILL')));
    const until = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
      for (;;) {
        const answer = await ask();
        if (answer) return answer;
        await pause(20);
      }
    };
    const pid = Number(await until(() => readFile(join(folder, 'pid'), 'utf8').catch(() => '')));
    parent.kill('SIGKILL');
    await until(() =>
      readFile(`/proc/${pid}/stat`, 'utf8').then(
        (stat) => / [ZX] /.test(stat),
        () => true,
      ),
    );
  });
});
