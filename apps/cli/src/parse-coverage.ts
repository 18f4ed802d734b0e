import type { Coverage } from '@gradproof/core';
import { InvalidArgumentError } from 'commander';

/** `full`, `probe` or `sample=N` as an option's value. */
export const parseCoverage = (text: string): Coverage => {
  if (text === 'full' || text === 'probe') return { kind: text };
  const [, count] = /^sample=(\d+)$/.exec(text) ?? [];
  const coordinates = Number(count);
  if (count !== undefined && Number.isSafeInteger(coordinates) && coordinates >= 1) {
    return { kind: 'sample', coordinates };
  }
  throw new InvalidArgumentError('It must be full, probe, or sample=N, N a positive integer.');
};
