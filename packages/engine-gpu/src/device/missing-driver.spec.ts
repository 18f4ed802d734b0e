import { expect, it } from 'vitest';
import { type Machine, missingDriver, SWIFTSHADER } from './missing-driver.ts';

const LOADER = '/usr/lib/x86_64-linux-gnu/libvulkan.so.1';

/** A machine with these files. */
const machine = (files: readonly string[], rest: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  env: {},
  exists: (path) => files.includes(path),
  list: (folder) =>
    files.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1)),
  ...rest,
});

it('asks for the loader first', () => {
  expect(missingDriver(machine([]))?.install).toContain('apt-get install libvulkan1');
});

it('asks for a driver where there is none', () => {
  expect(missingDriver(machine([LOADER]))?.install).toContain('chromium-common');
});

it('says how SwiftShader is chosen where it is all there is', () => {
  expect(missingDriver(machine([LOADER, SWIFTSHADER]))?.install).toBe(
    `export VK_ICD_FILENAMES=${SWIFTSHADER}`,
  );
});

it.each(['/usr/share/vulkan/icd.d/nvidia_icd.json', '/etc/vulkan/icd.d/nvidia_icd.json'])(
  'finds nothing missing beside %s',
  (icd) => {
    expect(missingDriver(machine([LOADER, icd]))).toBeNull();
  },
);

it('takes a driver that the environment names for there', () => {
  const chosen = machine([LOADER], { env: { VK_ICD_FILENAMES: '/somewhere/icd.json' } });
  expect(missingDriver(chosen)).toBeNull();
});

it('leaves it to the adapter where drivers are not files', () => {
  expect(missingDriver(machine([], { platform: 'darwin' }))).toBeNull();
});
