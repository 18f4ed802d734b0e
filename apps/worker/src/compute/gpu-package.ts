import type * as Gpu from '@gradproof/engine-gpu';
import { InputError } from '@gradproof/model';

type GpuPackage = typeof Gpu;

const isNotInstalled = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes("'@gradproof/engine-gpu'");

/** The GPU's engine, a package of its own that may not be installed. Rejects with the line that installs it. */
export const gpuPackage = async (
  load: () => Promise<GpuPackage> = () => import('@gradproof/engine-gpu'),
): Promise<GpuPackage> => {
  try {
    return await load();
  } catch (error) {
    if (!isNotInstalled(error)) throw error;
    throw new InputError(
      '--engine gpu is a package of its own, which is not installed: npm install @gradproof/engine-gpu',
      {
        cause: error,
      },
    );
  }
};
