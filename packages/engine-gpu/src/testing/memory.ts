import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the process holds when its garbage is collected, in bytes. */
export const heldMemory = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await new Promise((resume) => setTimeout(resume, 20)); // finalizers free what the device holds
  }
  return process.memoryUsage().rss;
};

/** How much 1,000 launches may leave: the allocators' own sway. 16 KiB lost at each would come to as much. */
export const SWAY = 16 * 2 ** 20;
