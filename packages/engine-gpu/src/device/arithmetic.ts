import { arithmeticHere } from '@gradproof/core/engine';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { DeviceMode } from './gpu-js.ts';

/** Of a device's own words, as many letters as are worth reading. */
const READABLE = 80;

/** headless-gl can't say what it runs on: there each machine's bits are its own. */
const identityOf = (mode: DeviceMode, description: string): string =>
  mode === 'headlessgl' ? `${description} of ${hostname()}` : description;

/**
 * What the bits of float32 on a device depend on: another device, or another driver, may have others. At most 150 of a-z, 0-9, . and -, since
 * the fleet's queues are named by it; the hash keeps devices apart whose names differ in other characters, or at their ends.
 */
export const arithmeticOf = (mode: DeviceMode, description: string): string => {
  const words = description
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, READABLE);
  const hash = createHash('sha256').update(identityOf(mode, description)).digest('hex').slice(0, 8);
  return `${arithmeticHere('float32')}-${mode}-${words}-${hash}`.replace(/-+/g, '-');
};
