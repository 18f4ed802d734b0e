import { isAbsolute, relative, sep } from 'node:path';

/** The path relative to the folder, with `/`; null when it lies outside. Both are real paths: links are resolved. */
export const placeIn = (folder: string, path: string): string | null => {
  const place = relative(folder, path);
  const isOutside = place === '' || place === '..' || place.startsWith(`..${sep}`) || isAbsolute(place);
  return isOutside ? null : place.split(sep).join('/');
};
