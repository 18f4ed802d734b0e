import type { Engine } from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';

/** The CPU engine as --threads and --memory (MiB) ask for it. */
export const cpuEngineOf = ({
  threads,
  memory,
}: {
  readonly threads?: number | undefined;
  readonly memory?: number | undefined;
}): Engine =>
  createCpuEngine({
    ...(threads === undefined ? {} : { threads }),
    ...(memory === undefined ? {} : { memory: memory * 2 ** 20 }),
  });
