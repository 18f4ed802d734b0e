import { expect, it } from 'vitest';
import { findGpuPackage, gpuPackage } from './gpu-package.ts';

/** What Node says of a package that is not there. */
const missing = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /gradproof/main.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  );

it('finds the GPU’s engine where it is installed', async () => {
  expect(await findGpuPackage()).toHaveProperty('createGpuEngine');
});

it('says which one line installs it where it is not', async () => {
  const absent = missing('@gradproof/engine-gpu');
  expect(await findGpuPackage(absent)).toBeNull();
  await expect(gpuPackage(absent)).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringMatching(
      /not installed: npm install @gradproof\/engine-gpu@\d+\.\d+\.\d+$/,
    ) as string,
  });
});

it('hides nothing else that keeps it from being loaded', async () => {
  await expect(findGpuPackage(missing('@gradproof/core'))).rejects.toThrow('@gradproof/core');
  await expect(findGpuPackage(() => Promise.reject(new SyntaxError('old')))).rejects.toThrow('old');
});
