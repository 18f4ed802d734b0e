import { isNativeError } from 'node:util/types';

/** Whether the file system says that there is no such file. In Jest its errors are of another realm, whose Error isn't ours. */
export const isMissing = (error: unknown): boolean =>
  isNativeError(error) && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
