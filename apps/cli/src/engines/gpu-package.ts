import type * as Gpu from '@gradproof/engine-gpu';
import { InputError } from '@gradproof/model';
import { version } from '../version.ts';

type GpuPackage = typeof Gpu;

/** The line that brings the GPU's engine: a package of its own, since few need its 140 MB. */
export const INSTALL_GPU = `npm install @gradproof/engine-gpu@${version}`;

const isNotInstalled = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes("'@gradproof/engine-gpu'");

/** The GPU's engine; null where it is not installed. Rejects where it is and can't be loaded. */
export const findGpuPackage = async (
  load: () => Promise<GpuPackage> = () => import('@gradproof/engine-gpu'),
): Promise<GpuPackage | null> => {
  try {
    return await load();
  } catch (error) {
    if (isNotInstalled(error)) return null;
    throw error;
  }
};

/** The same where it must be there. Throws InputError with the line that installs it. */
export const gpuPackage = async (load?: () => Promise<GpuPackage>): Promise<GpuPackage> => {
  const found = await findGpuPackage(load);
  if (found) return found;
  throw new InputError(`--engine gpu is a package of its own, which is not installed: ${INSTALL_GPU}`);
};
