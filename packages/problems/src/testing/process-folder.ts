import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const answer = new URL('answer.mjs', import.meta.url).href;

/** A problem folder whose process runs `script`, in which `question`, `frame`, `send` and `serve` of answer.mjs are at hand. */
export const processFolder = async (script: string, description: object = {}): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-process-'));
  const imports = `import { question, frame, send, serve } from '${answer}';\n`;
  await writeFile(join(folder, 'model.mjs'), imports + script);
  await writeFile(
    join(folder, 'problem.json'),
    JSON.stringify({ process: { command: [process.execPath, 'model.mjs'], ...description } }),
  );
  return folder;
};

/** Whether the process runs: one that is dead and that nobody has taken notice of (a zombie, on Linux) doesn't. */
const runs = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0);
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return !/\) [ZX]/.test(status);
  } catch {
    return false;
  }
};

/** What was killed needs a moment to be gone. */
const MOMENT = 2000;

const isAlive = async (pid: number): Promise<boolean> => {
  const until = Date.now() + MOMENT;
  while ((await runs(pid)) && Date.now() < until) await delay(10);
  return runs(pid);
};

/** The processes started in the folder that still run; the folder is removed. Throws when none was ever started. */
export const leftBehind = async (folder: string): Promise<number[]> => {
  const pids = (await readFile(join(folder, 'pids'), 'utf8')).trim().split('\n').map(Number);
  await rm(folder, { recursive: true });
  const alive = await Promise.all(pids.map(isAlive));
  return pids.filter((_, i) => alive[i]);
};
