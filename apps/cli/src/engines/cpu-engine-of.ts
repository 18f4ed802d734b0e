import type { Engine } from '@gradproof/core';
import { createCpuEngine } from '@gradproof/engine-cpu';

/** The options of the command line that concern the CPU engine. */
export interface CpuOptions {
  readonly threads?: number | undefined;
  /** MiB. */
  readonly memory?: number | undefined;
}

/** The CPU engine as --threads and --memory ask for it. */
export const cpuEngineOf = ({ threads, memory }: CpuOptions): Engine =>
  createCpuEngine({ threads, memory: memory && memory * 2 ** 20 });
