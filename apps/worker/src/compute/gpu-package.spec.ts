import { expect, it } from 'vitest';
import { gpuPackage } from './gpu-package.ts';

const missing = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /worker/main.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  );

it('says which one line installs the GPU’s engine where it is not there, and hides nothing else', async () => {
  await expect(gpuPackage(missing('@gradproof/engine-gpu'))).rejects.toThrow(
    'npm install @gradproof/engine-gpu',
  );
  await expect(gpuPackage(missing('@gradproof/core'))).rejects.toThrow(
    "Cannot find package '@gradproof/core'",
  );
});
