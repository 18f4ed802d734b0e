import type { Launcher } from '../device/launcher.ts';

/** A launcher, and how many matrices that it left on the device were not released yet. */
export const countingLauncher = (
  launcher: Launcher,
): { readonly launcher: Launcher; readonly launches: () => number; readonly held: () => number } => {
  let launches = 0;
  let held = 0;
  const launch: Launcher['launch'] = async (...args) => {
    const result = await launcher.launch(...args);
    launches++;
    held++;
    let isHeld = true;
    return {
      ...result,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        held--;
        result.release();
      },
    };
  };
  return { launcher: { ...launcher, launch }, launches: () => launches, held: () => held };
};
