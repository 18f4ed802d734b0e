import { readFile } from 'node:fs/promises';

/** Processes that the process started, by their ids. */
export const childrenOf = async (pid: number): Promise<number[]> => {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
};

/** The process and those that it started, by their ids. */
export const familyOf = async (pid: number): Promise<number[]> => [pid, ...(await childrenOf(pid))];
