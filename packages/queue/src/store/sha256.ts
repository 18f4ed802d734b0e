import { createHash } from 'node:crypto';

/** SHA-256 of the bytes (or of a text's UTF-8), as 64 lower-case hexadecimal digits. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');
