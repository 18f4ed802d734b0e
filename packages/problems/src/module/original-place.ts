import { createJiti } from 'jiti';
import { readFileSync } from 'node:fs';
import { createRequire, SourceMap, type SourceMapPayload } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A place of a file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a translated module is put into, on its first line. */
const WRAPPER =
  '(async function (exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve) { ';

const MAP = /sourceMappingURL=data:application\/json;(?:charset=[^;]*;)?base64,(?<map>[\w+/=]+)/;

const isTypeScript = (file: string): boolean => /\.[cm]?ts$/.test(file);

/** Whether the module ran translated: TypeScript, and what Node itself could not load; jiti keeps such a one among Node's CommonJS modules. */
const isTranslated = (file: string, source: string): boolean =>
  isTypeScript(file) ||
  (extname(file) !== '.cjs' &&
    /^\s*(?:import|export)\b/m.test(source) &&
    file in createRequire(pathToFileURL(file)).cache);

const mapOf = (file: string, source: string): SourceMap | null => {
  const jiti = createJiti(pathToFileURL(file).href, { fsCache: false, sourceMaps: true, interopDefault: false });
  const code = jiti.transform({ source, filename: file, ts: isTypeScript(file), async: true });
  const { map } = MAP.exec(code)?.groups ?? {};
  if (map === undefined) return null;
  return new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString()) as SourceMapPayload);
}; // prettier-ignore

/**
 * Where in its source a place of a running module is: a module may have been translated, and an error's stack has the places of
 * the translation.
 *
 * @param file The module's file.
 * @param place The place that the stack has.
 * @param isLoading Whether the module was being loaded: one that Node can't load runs translated.
 * @returns The place in the source; the given one where it can't be told.
 */
export const originalPlace = (file: string, place: Position, isLoading: boolean): Position => {
  try {
    const source = readFileSync(file, 'utf8');
    if (!isLoading && !isTranslated(file, source)) return place;
    const column = place.line === 1 ? place.column - WRAPPER.length : place.column;
    const origin = mapOf(file, source)?.findOrigin(place.line, column);
    return origin && 'lineNumber' in origin
      ? { line: origin.lineNumber, column: origin.columnNumber }
      : place;
  } catch {
    return place;
  }
};
