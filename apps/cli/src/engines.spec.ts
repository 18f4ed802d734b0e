import type { Report } from '@gradproof/core';
import { readProblem } from '@gradproof/formats';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isWorthGpu } from './engines/engine-of.ts';
import { runCaptured } from './testing/run-captured.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
const classifier = join(examples, 'breast-cancer');
const buggy = join(examples, 'notebook/buggy');

const checkOn = async (...args: string[]): Promise<{ status: number; report: Report }> => {
  const { status, out, err } = await runCaptured(['check', ...args, '--json']);
  expect(err).toBe('');
  return { status, report: JSON.parse(out) as Report };
};
const GPU = ['--engine', 'gpu', '--device', 'webasm'] as const;

describe('--engine gpu', () => {
  it('finds a right gradient correct, says what it ran on, and judges by float32’s error', async () => {
    const { status, report } = await checkOn(classifier, ...GPU);
    expect(status).toBe(0);
    expect(report).toMatchObject({
      verdict: 'correct',
      threshold: 2e-7,
      method: 'incremental',
      engine: { name: 'gpu', precision: 'float32', software: true },
    });
    expect(report.engine.device).toBe('webasm: gpu.js in WebAssembly, on the processor');
    expect(report.difference).toBeLessThan(1e-6);
  });

  it('gives the CPU engine’s verdicts and diagnoses', async () => {
    const gpu = await checkOn(buggy, ...GPU);
    const cpu = await checkOn(buggy);
    expect(gpu.status).toBe(1);
    const verdicts = ({ report }: typeof gpu) =>
      report.tensors.map(({ name, verdict, diagnosis }) => [name, verdict, diagnosis?.kind ?? null]);
    expect(verdicts(gpu)).toEqual(verdicts(cpu));
  });

  it.each(['1e-9', '1e-4', '0.01'])(
    'counts kinks as the CPU engine does, at a step of %s',
    async (epsilon) => {
      const gpu = await checkOn(classifier, ...GPU, '--epsilon', epsilon, '--threshold', '0.01');
      const cpu = await checkOn(classifier, '--epsilon', epsilon, '--threshold', '0.01');
      expect(gpu.report.kinks).toEqual(cpu.report.kinks);
      expect(gpu.report.evaluations).toBe(cpu.report.evaluations);
    },
  );

  it('runs on gpu.js’s JavaScript where that is asked for', async () => {
    const { report } = await checkOn(buggy, '--engine', 'gpu', '--device', 'cpu');
    expect(report.engine.device).toBe('cpu: gpu.js in JavaScript, on the processor');
    expect(report.verdict).toBe('incorrect');
  });

  it('refuses a GPU without a driver in one line, and takes none in its place', async () => {
    const driver = process.env['VK_ICD_FILENAMES'];
    process.env['VK_ICD_FILENAMES'] = join(examples, 'no-such-driver.json');
    try {
      const { status, out, err } = await runCaptured([
        'check',
        buggy,
        '--engine',
        'gpu',
        '--device',
        'webgpu',
      ]);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(/^gradproof: The device webgpu is not there: .*--engine cpu\.\n$/);
    } finally {
      if (driver === undefined) delete process.env['VK_ICD_FILENAMES'];
      else process.env['VK_ICD_FILENAMES'] = driver;
    }
  });

  it('leaves no process behind', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--conditions', '@gradproof/source', main, 'check', buggy, ...GPU, '--json'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    await once(child, 'exit');
    expect({ status: child.exitCode, err }).toEqual({ status: 1, err: '' });
  });

  it.each([
    [['--engine', 'gpu', '--method', 'textbook'], 'The gpu engine has the incremental method alone'],
    [['--engine', 'gpu', '--threads', '2'], '--threads belongs to --engine cpu'],
    [['--device', 'webasm'], '--device belongs to --engine gpu, but --engine is cpu'],
    [['--engine', 'auto', '--device', 'webgpu'], '--device belongs to --engine gpu, but --engine is auto'],
    [['--engine', 'gpu', '--device', 'headlessgl'], 'The device headlessgl is not there: the gl package'],
    [['--engine', 'gpu', '--device', 'abacus'], "argument 'abacus' is invalid"],
  ])('refuses %j in one line', async (options, message) => {
    const { status, out, err } = await runCaptured(['check', buggy, ...options]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('--engine auto', () => {
  it('stays with the CPU for a small check', async () => {
    const { report } = await checkOn(classifier, '--engine', 'auto');
    expect(report.engine.name).toBe('cpu');
  });

  it('takes a GPU to be worth it from work of seconds on, by the cores that the CPU has', async () => {
    const { problem } = await readProblem(classifier);
    if (problem.kind !== 'layered') throw new Error('the classifier is a layered network');
    const wide = {
      ...problem,
      network: {
        ...problem.network,
        layers: [
          ...Array.from({ length: 5 }, () => ({ units: 2048, activation: 'relu' as const })),
          ...problem.network.layers.slice(-1),
        ],
      },
      layout: {
        ...problem.layout,
        tensors: Array.from({ length: 12 }, (_, i) => ({
          ...problem.layout.tensors[0]!,
          size: i % 2 === 0 ? 2048 * 2048 : 2048,
        })),
      },
    };
    expect(isWorthGpu(problem, 'auto', 1)).toBe(false);
    expect(isWorthGpu(wide, 'auto', 8)).toBe(true);
    expect(isWorthGpu(wide, 'auto', 1_000_000)).toBe(false);
    expect(isWorthGpu(wide, 'textbook', 8)).toBe(false);
  });
});

describe('gradproof devices', () => {
  it('lists what is there, and why the rest is not and what would bring it', async () => {
    const { status, out, err } = await runCaptured(['devices']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^cpu {8}\S.*\(float64\)$/m);
    expect(out).toMatch(/^webasm {5}gpu\.js in WebAssembly, on the processor \(float32, software\)$/m);
    expect(out).toMatch(
      /^headlessgl missing: the gl package is not installed.*\n {11}remedy: .*npm install gl/m,
    );
    expect(out).toMatch(/^--engine gpu takes (webgpu|webasm), unless --device says otherwise$/m);
  });

  it('lists them for programs', async () => {
    const { out } = await runCaptured(['devices', '--json']);
    const listed = JSON.parse(out) as { gpu: { mode: string; ready: boolean }[]; taken: string };
    expect(listed.gpu.map(({ mode }) => mode)).toEqual(['webgpu', 'webasm', 'headlessgl', 'cpu']);
    expect(listed.gpu.find(({ mode }) => mode === listed.taken)?.ready).toBe(true);
  });
});
