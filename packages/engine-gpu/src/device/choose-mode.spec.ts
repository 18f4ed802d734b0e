import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseMode, hasRealGpu } from './choose-mode.ts';
import { findWebGpu, type WebGpuFinding } from './web-gpu.ts';

vi.mock('./web-gpu.ts');
afterEach(() => void vi.resetAllMocks());

const adapter = (software: boolean): WebGpuFinding =>
  ({ found: true, description: 'GPU 1', software, adapter: {} }) as unknown as WebGpuFinding;
const none: WebGpuFinding = { found: false, reason: 'no driver', install: 'a driver' };
const findings = [
  ['a GPU', adapter(false), 'webgpu', true],
  ['software that stands in for one', adapter(true), 'webgpu', false],
  ['no adapter', none, 'webasm', false],
] as const;

describe('the device that is taken', () => {
  it.each(findings)('with %s', async (_what, finding, mode) => {
    vi.mocked(findWebGpu).mockResolvedValue(finding);
    expect(await chooseMode(undefined)).toBe(mode);
  });

  it.each(['webgpu', 'webasm', 'headlessgl', 'cpu'] as const)(
    'is %s where that is asked for, whatever is there',
    async (asked) => {
      for (const [, finding] of findings) {
        vi.mocked(findWebGpu).mockResolvedValue(finding);
        expect(await chooseMode(asked), finding.found ? finding.description : finding.reason).toBe(asked);
      }
    },
  );
});

describe('whether there is a real GPU', () => {
  it.each(findings)('with %s?', async (_what, finding, _mode, real) => {
    vi.mocked(findWebGpu).mockResolvedValue(finding);
    expect(await hasRealGpu()).toBe(real);
  });
});
