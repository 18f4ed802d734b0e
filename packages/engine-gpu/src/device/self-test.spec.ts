import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenLauncher } from '../testing/broken-launcher.ts';
import { loadGpuJs } from './gpu-js.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { selfTest } from './self-test.ts';

let launcher: Launcher;
beforeAll(async () => {
  launcher = createLauncher(await loadGpuJs(), 'webasm');
});
afterAll(() => launcher.dispose());

it('accepts a device that computes in float32', async () => {
  await expect(selfTest(launcher, 'a device')).resolves.toBeUndefined();
});

it.each([
  ['loses digits of small arguments, as e^x − 1 does', (value: number) => Math.fround(1 + value) - 1],
  ['is off by a millionth', (value: number) => value * (1 + 1e-6)],
  ['returns zeros', () => 0],
  ['returns NaN', () => NaN],
])('refuses one that %s, and names it', async (_name, spoil) => {
  const refused = selfTest(brokenLauncher(launcher, spoil), 'Broken 3000');
  await expect(refused).rejects.toThrow(
    /^The gpu engine refuses Broken 3000: .*another device, or the cpu engine\.$/,
  );
});

it('refuses one whose products alone are wrong', async () => {
  const broken = brokenLauncher(launcher, (value, { name }) => (name === 'product' ? value * 1.0001 : value));
  await expect(selfTest(broken, 'Broken 3000')).rejects.toThrow('its product is off by');
});
