import { existsSync } from 'node:fs';
import { SWIFTSHADER } from '../device/missing-driver.ts';
import { findWebGpu } from '../device/web-gpu.ts';

/** Why specs that need a GPU driver can't run here; null where they can. SwiftShader is chosen where there is no other driver. */
export const whyNoAdapter = async (): Promise<string | null> => {
  const finding = await findWebGpu();
  if (finding.found) return null;
  if (!existsSync(SWIFTSHADER)) return finding.reason;
  process.env['VK_ICD_FILENAMES'] = SWIFTSHADER;
  const second = await findWebGpu();
  return second.found ? null : second.reason;
};
