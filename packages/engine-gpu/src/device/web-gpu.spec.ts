import { expect, it } from 'vitest';
import { describeAdapter } from './web-gpu.ts';

const adapter = (device: string, description = '', isFallbackAdapter = false) => ({
  info: { vendor: 'maker', architecture: 'kind', device, description, isFallbackAdapter },
});

it('describes an adapter in its own words', () => {
  expect(describeAdapter(adapter('GPU 1', 'driver 2'))).toEqual({
    description: 'maker kind, GPU 1, driver 2',
    software: false,
  });
  const nameless = { vendor: '', architecture: '', device: '', description: '' };
  expect(describeAdapter({ info: nameless }).description).toBe('an adapter without a name');
});

it.each([
  ['llvmpipe (LLVM 15.0.6, 256 bits)', '', false],
  ['SwiftShader Device (Subzero)', '', false],
  ['0x0', 'Microsoft Basic Render Driver', false],
  ['GPU 1', '', true],
])('knows software: %s', (device, description, isFallbackAdapter) => {
  expect(describeAdapter(adapter(device, description, isFallbackAdapter)).software).toBe(true);
});
