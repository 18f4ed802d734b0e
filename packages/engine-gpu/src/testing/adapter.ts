import { existsSync } from 'node:fs';
import { it } from 'vitest';
import { SWIFTSHADER } from '../device/missing-driver.ts';
import { findWebGpu } from '../device/web-gpu.ts';

/** Why specs that need a GPU driver can't run here; null where they can. SwiftShader is chosen where there is no other driver. */
const whyNoAdapter = async (): Promise<string | null> => {
  let finding = await findWebGpu();
  if (!finding.found && existsSync(SWIFTSHADER)) {
    process.env['VK_ICD_FILENAMES'] = SWIFTSHADER;
    finding = await findWebGpu();
  }
  if (finding.found) return null;
  if (process.env['GRADPROOF_GPU_REQUIRED']) throw new Error(`${finding.reason}. Remedy: ${finding.install}`);
  return finding.reason;
};

/**
 * Defines specs that need a WebGPU adapter. On a machine without one they are skipped with the reason; where GRADPROOF_GPU_REQUIRED is set
 * (.ci/run, npm run test:gpu) it throws instead: there a driver is installed, and its absence is a failure.
 */
export const onWebGpu = async (title: string, define: () => void): Promise<void> => {
  const missing = await whyNoAdapter();
  if (missing === null) define();
  else it.skip(`${title}: ${missing}`);
};
