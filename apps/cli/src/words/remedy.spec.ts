import { RemediableError } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { FleetError } from '@gradproof/queue';
import { describe, expect, it } from 'vitest';
import { withRemedy, wordRemedy } from './remedy.ts';

const { GpuError } = await import('@gradproof/engine-gpu'); // as the command line does: only where it is asked for

describe('withRemedy', () => {
  it('words the remedy as the command line has it', () => {
    const error = new RemediableError('out.npz is already there. Name another file.', {
      kind: 'replace-file',
    });
    expect(withRemedy(error)).toBe('out.npz is already there. Name another file. --force replaces it.');
  });

  it.each([
    [{ kind: 'reach-redis' }, 'Start it, or name another with --redis or GRADPROOF_REDIS_URL.'],
    [
      { kind: 'start-worker', engine: 'gpu' },
      'Either start gradproof-worker --engine gpu, then submit again, or submit with --engine cpu.',
    ],
    [
      { kind: 'start-worker', engine: 'function' },
      'Start gradproof-worker --modules FOLDER with a folder that holds it.',
    ],
  ] as const)('words what helps the fleet: %j', (remedy, words) => {
    expect(withRemedy(new FleetError('It failed.', remedy))).toBe(`It failed. ${words}`);
  });

  it.each([
    [[{ kind: 'cpu-engine' }], 'Use --engine cpu.'],
    [
      [{ kind: 'other-device', devices: [] }, { kind: 'cpu-engine' }],
      'Use another --device, or use --engine cpu.',
    ],
    [[{ kind: 'other-device', devices: ['webasm', 'webgpu'] }], 'Use --device webasm or webgpu.'],
    [[{ kind: 'less-memory' }], 'Use a smaller --memory.'],
    [[{ kind: 'list-devices' }], 'See gradproof devices for what to install.'],
  ] as const)('words what helps the gpu engine: %j', (remedies, words) => {
    expect(withRemedy(new GpuError('It failed.', remedies))).toBe(`It failed. ${words}`);
  });

  it('leaves a message without one as it is', () => {
    expect(withRemedy(new FleetError('It failed.'))).toBe('It failed.');
    expect(withRemedy(new InputError('b1 is missing.'))).toBe('b1 is missing.');
  });
});

describe('wordRemedy', () => {
  it.each([
    [{ kind: 'smaller-step', below: 1e-7 }, 'use an --epsilon below 1e-7'],
    [{ kind: 'larger-step', above: 1e-12 }, 'use an --epsilon above 1e-12'],
    [{ kind: 'searched-steps' }, 'leave out --epsilon'],
    [{ kind: 'larger-threshold', above: 0.02 }, 'use --threshold 0.02'],
    [{ kind: 'textbook-method' }, 'check with --method textbook'],
    [{ kind: 'coverage', coverages: ['full'] }, 'use --coverage full'],
    [{ kind: 'coverage', coverages: ['full', 'sample'] }, 'use --coverage full or sample=N'],
    [
      { kind: 'losses' },
      'give `losses` instead of `cost` (a process: a list for a number), which are then summed in float64',
    ],
    [{ kind: 'another-point' }, undefined],
  ] as const)('%j: %s', (remedy, words) => {
    expect(wordRemedy(remedy)).toBe(words);
  });
});
