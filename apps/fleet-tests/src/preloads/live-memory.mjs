// The process answers SIGUSR2 with what it still holds after garbage collection, in bytes, in a file of the folder LIVE_MEMORY_FOLDER called by its id.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

process.on('SIGUSR2', async () => {
  collectGarbage();
  await turn(); // what is freed with it, by finalizers, is freed a turn later
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const file = join(process.env.LIVE_MEMORY_FOLDER, `${process.pid}`);
  writeFileSync(`${file}.part`, `${heapUsed + external}`);
  renameSync(`${file}.part`, file);
});
