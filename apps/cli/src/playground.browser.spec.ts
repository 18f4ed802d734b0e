import { writeProblem } from '@gradproof/formats';
import { randomNetwork, gradientOf } from '@gradproof/engine-conformance';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};
/** By these a page may share memory with its threads. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Serves files, as any server of files does. */
const serve = async (folder: string, headers: Readonly<Record<string, string>>): Promise<Server> => {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url!;
    readFile(join(folder, path)).then(
      (bytes) =>
        response.writeHead(200, { ...headers, 'content-type': TYPES[extname(path)] ?? '' }).end(bytes),
      () => response.writeHead(404, headers).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).map((name) => join(folder, name));

describe.skipIf(!existsSync(CHROMIUM))('the playground in Chromium', () => {
  let browser: Browser;
  let folder: string;
  const servers: Server[] = [];
  const open = async (headers: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const server = await serve(join(folder, 'site'), headers);
    servers.push(server);
    const page = await browser.newPage();
    page.on('pageerror', (error) => expect.unreachable(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return page;
  };
  const verdictOf = async (page: Page): Promise<string> => {
    await page.waitForFunction(
      () => !['', 'checking …'].includes(document.querySelector('#verdict')!.textContent),
    );
    return (await page.textContent('#verdict'))!;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gradproof-playground-'));
    await build({
      configFile: `${root}docs/playground/vite.config.mjs`,
      build: { outDir: join(folder, 'site') },
      logLevel: 'error',
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('checks a problem in TypeScript: the example is wrong in b, and right when that is mended', async () => {
    const page = await open();
    await page.click('#check');
    expect(await verdictOf(page)).toBe('incorrect');
    expect(await page.textContent('#report')).toContain('The gradient of b is wrong');
    const code = await page.inputValue('#code');
    await page.fill('#code', code.replace('b: y }', 'b: 2 * y }'));
    await page.click('#check');
    expect(await verdictOf(page)).toBe('correct');
  });

  it('says in one line what it can’t use', async () => {
    const page = await open();
    await page.fill('#code', 'export default 1;');
    await page.click('#check');
    expect(await verdictOf(page)).toBe('not checked');
    expect(await page.textContent('#report')).toMatch(/^A problem is a record.*/);
  });

  it.each([
    ['notebook/correct', 'correct'],
    ['notebook/buggy', 'incorrect'],
  ])('checks the files of examples/%s: %s, as the command line does', async (example, verdict) => {
    const page = await open();
    await page.setInputFiles('#files', await filesIn(`${root}examples/${example}`));
    expect(await verdictOf(page)).toBe(verdict);
    expect(await page.textContent('#report')).toMatch(/47 of 47 coordinates, incremental method/);
  });

  it.each([
    ['on one thread where it may not share memory', {}, 0],
    ['on threads where it may', ISOLATED, 1],
  ])('computes a large network %s', async (_where, headers, least) => {
    const problem = randomNetwork({
      seed: 1,
      features: 64,
      examples: 32,
      cost: 'mean-squared-error',
      l2: 0,
      hidden: Array.from({ length: 3 }, () => ({ units: 256, activation: 'tanh' as const })),
      last: { units: 1, activation: 'identity' },
    });
    const large = await mkdtemp(join(folder, 'large-'));
    await writeProblem(join(large, 'problem'), { problem, grad: gradientOf(problem), costValue: undefined });
    const page = await open(headers);
    let threads = 0;
    page.on('worker', () => threads++);
    await page.setInputFiles('#files', await filesIn(join(large, 'problem')));
    expect(await verdictOf(page)).toBe('correct');
    expect(threads > 0 ? 1 : 0).toBe(least);
  });
});
