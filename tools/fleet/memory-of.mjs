import { readFileSync } from 'node:fs';

/** Resident bytes of the process and those that it started (Linux's /proc). */
export const memoryOf = (pid) => {
  const own =
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return children.reduce((sum, child) => sum + memoryOf(child), own);
};
