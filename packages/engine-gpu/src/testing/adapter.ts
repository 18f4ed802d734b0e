import { existsSync } from 'node:fs';
import { SWIFTSHADER } from '../device/missing-driver.ts';
import { findWebGpu } from '../device/web-gpu.ts';

/**
 * Why specs that need a GPU driver can't run here; null where they can. SwiftShader is chosen where there is no other driver. Throws
 * where GRADPROOF_GPU_REQUIRED asks for them (npm run test:gpu).
 */
export const whyNoAdapter = async (): Promise<string | null> => {
  let finding = await findWebGpu();
  if (!finding.found && existsSync(SWIFTSHADER)) {
    process.env['VK_ICD_FILENAMES'] = SWIFTSHADER;
    finding = await findWebGpu();
  }
  if (finding.found) return null;
  if (process.env['GRADPROOF_GPU_REQUIRED']) throw new Error(`${finding.reason}. Remedy: ${finding.install}`);
  return finding.reason;
};
