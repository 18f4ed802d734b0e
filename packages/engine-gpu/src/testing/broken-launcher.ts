import type { Launcher } from '../device/launcher.ts';
import type { KernelSource } from '../kernels/kernel-source.ts';

/** A launcher whose answers `spoil` changes: what a failing device, or a driver's compiler, makes of them. */
export const brokenLauncher = (
  launcher: Launcher,
  spoil: (value: number, kernel: KernelSource, columns: number) => number,
): Launcher => ({
  ...launcher,
  launch: async (kernel, args, height, width) => {
    const result = await launcher.launch(kernel, args, height, width);
    const values = await launcher.read(result).finally(result.release);
    return launcher.matrix(
      values.map((value) => spoil(value, kernel, width)),
      height,
      width,
    );
  },
});
