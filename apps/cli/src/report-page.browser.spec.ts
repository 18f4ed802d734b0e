import type { Report } from '@gradproof/core';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCaptured } from './testing/run-captured.ts';

const CHROMIUM = '/usr/bin/chromium';
const buggy = fileURLToPath(new URL('../../../examples/notebook/buggy', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-page-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('gradproof check --report', () => {
  it('writes one page, tells the verdict as ever, and leaves nothing else', async () => {
    const file = join(folder, 'out.html');
    const { status, out, err } = await runCaptured(['check', buggy, '--report', file]);
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(/^INCORRECT/);
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('leaves a file that is there as it is, unless it is told to replace it', async () => {
    const file = join(folder, 'mine.html');
    await writeFile(file, 'mine');
    const refused = await runCaptured(['check', buggy, '--report', file]);
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toMatch(/mine.html is already there.*--force/);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await runCaptured(['check', buggy, '--report', file, '--force'])).status).toBe(1);
  });

  it('tells how to make the same report again, and draws no curve of a check that only probes', async () => {
    const file = join(folder, 'out.html');
    const options = ['--coverage', 'sample=20', '--seed', '7', '--method', 'textbook'];
    await runCaptured(['check', buggy, '--report', file, ...options]);
    const page = await readFile(file, 'utf8');
    expect(page).toContain('--method textbook --coverage sample=20 --seed 7 --report');
    expect(page).not.toContain('Difference over ε');
  });

  it('tells the report all the same where the page can not be written in the end', async () => {
    const [file, module] = [join(folder, 'out.html'), join(folder, 'problem.mjs')];
    const cost = `({ w }) => (writeFileSync(${JSON.stringify(file)}, 'mine'), w[0] ** 2)`;
    await writeFile(
      module,
      `import { writeFileSync } from 'node:fs';
       export default { parameters: { w: [3] }, cost: ${cost}, gradient: { w: [6] } };`,
    );
    const { status, out, err } = await runCaptured(['check', module, '--report', file]);
    expect(status).toBe(2);
    expect(out).toMatch(/^CORRECT/);
    expect(err).toMatch(/out.html is already there; nothing was written/);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('says before it computes that there is no such folder', async () => {
    const { status, err } = await runCaptured(['check', buggy, '--report', join(folder, 'gone', 'out.html')]);
    expect(status).toBe(2);
    expect(err).toMatch(/There is no folder .*gone/);
  });
});

/** A page and the report that it shows. */
interface Written {
  readonly address: string;
  readonly report: Report;
}

const write = async (into: string, method: string): Promise<Written> => {
  const file = join(into, `${method}.html`);
  const { out } = await runCaptured(['check', buggy, '--json', '--method', method, '--report', file]);
  return { address: pathToFileURL(file).href, report: JSON.parse(out) as Report };
};

describe.skipIf(!existsSync(CHROMIUM))('the page in Chromium', () => {
  let browser: Browser;
  let pages: string;
  let incremental: Written;
  let textbook: Written;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    pages = await mkdtemp(join(tmpdir(), 'gradproof-pages-'));
    incremental = await write(pages, 'incremental');
    textbook = await write(pages, 'textbook');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(pages, { recursive: true });
  });

  /** Opens a page; `complaints` collects console messages, errors and requests. */
  const opened = async (
    { address, report }: Written,
    { colorScheme = 'light', width = 1100 }: { colorScheme?: 'light' | 'dark'; width?: number } = {},
  ) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await page.goto(address);
    return { page, complaints, report };
  };

  const values = (page: Page, selector: string) =>
    page.$$eval(selector, (elements) => elements.map((element) => element.getAttribute('value')));

  it.each(['light', 'dark'] as const)('has no complaints and loads nothing: %s', async (colorScheme) => {
    const { page, complaints } = await opened(textbook, { colorScheme });
    expect(await page.title()).toContain('incorrect');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the numbers of the JSON', async () => {
    const { page, report } = await opened(incremental);
    const shown = await values(page, 'section[aria-labelledby=tensors] tbody data');
    expect(shown).toEqual(
      report.tensors.flatMap(({ difference, numericalError, detectionLimit }) =>
        [difference, numericalError, detectionLimit!.norm].map(String),
      ),
    );
    const worst = report.tensors.flatMap(({ verdict, worst: entries }) =>
      verdict === 'correct' ? [] : entries.map(({ grad }) => String(grad)),
    );
    const first = await values(page, 'section[aria-labelledby=entries] tbody td:nth-of-type(1) data');
    expect(new Set(first)).toEqual(new Set(worst));
    expect((await page.textContent('.diagnoses'))!.replace(/\s+/g, ' ')).toMatch(
      /b1: scale 4 .* W2: scale 2/,
    );
    await page.close();
  });

  it('tells of the entry under the pointer, and of the one that the arrow keys come to', async () => {
    const { page, report } = await opened(incremental);
    const W2 = page.locator('.grid').nth(2); // 3×5; its last row is doubled
    const said = page.locator('.cell').nth(2);
    const entry = report.tensors[2]!.worst.find(({ index }) => index.join() === '2,3')!;
    expect(await said.textContent()).toMatch(/^Worst: W2\[2,0\]/);
    const { width, height } = (await W2.boundingBox())!;
    await W2.hover({ position: { x: width * 0.7, y: height * 0.9 } });
    expect(await said.textContent()).toContain(`W2[2,3]: grad ${Number(entry.grad.toPrecision(7))}`);
    await page.mouse.move(0, 0);
    await W2.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await said.textContent()).toMatch(/^W2\[2,1\]/);
    await page.keyboard.press('ArrowUp');
    expect(await said.textContent()).toMatch(/^W2\[1,1\]/);
    await page.close();
  });

  it('colours the wrong entries strongly and the right ones not at all', async () => {
    const { page } = await opened(incremental);
    const opacities = await page
      .locator('.grid img')
      .nth(2)
      .evaluate((image) => {
        const picture = image as unknown as { naturalWidth: number; naturalHeight: number };
        const canvas = image.ownerDocument.createElement('canvas');
        [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
        const context = canvas.getContext('2d')!;
        context.drawImage(image as never, 0, 0);
        return Array.from<number>(context.getImageData(0, 0, canvas.width, canvas.height).data).filter(
          (_, i) => i % 4 === 3,
        );
      });
    expect(opacities).toHaveLength(15);
    expect(Math.max(...opacities.slice(0, 10))).toBeLessThan(20); // rounding, 1e-16 of the entries
    expect(opacities.slice(10).filter((opacity) => opacity > 200)).toHaveLength(4); // the fifth column is 0 on both sides
    await page.close();
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page } = await opened(textbook, { width: 375 });
    const root = page.locator('html');
    expect(await root.evaluate((element) => element.scrollWidth)).toBe(375);
    await page.close();
  });

  it('is printed dark on light, with whole tables, whatever the screen has', async () => {
    const { page } = await opened(textbook, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const styleOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { color, maxHeight } = element.ownerDocument.defaultView!.getComputedStyle(element);
          return { color, maxHeight };
        });
    expect((await styleOf('body')).color).toBe('rgb(29, 28, 26)');
    expect((await styleOf('.scroll')).maxHeight).toBe('none');
    await page.close();
  });

  it('can be walked with the keyboard and heard: every stop has a name, every chart a description', async () => {
    const { page } = await opened(textbook);
    const unnamed = await page.$$eval(
      '[tabindex]:not(pre), svg, [role]',
      (elements) =>
        elements.filter(
          (element) => !element.getAttribute('aria-label') && !element.closest('svg [aria-hidden]'),
        ).length,
    );
    expect(unnamed).toBe(0);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });
});
