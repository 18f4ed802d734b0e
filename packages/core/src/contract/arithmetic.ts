/** The version of our arithmetic: raised with every change that alters a bit of any report. */
const VERSION = 3;

/**
 * What the bits of an engine that computes here depend on: its kind of numbers, our version, and V8's, whose Math.exp and kin may change.
 *
 * @param precision The engine's kind of numbers.
 * @returns A name: engines of the same one give the same bits for the same problem.
 */
export const arithmeticHere = (precision: 'float64' | 'float32'): string =>
  `${precision}-${VERSION}-${runtime()}`;

/** Node's V8 by its major version; a page isn't told what runs it. */
const runtime = (): string => {
  const versions = globalThis.process?.versions as { readonly v8?: string } | undefined;
  return versions?.v8 === undefined ? 'browser' : `v8.${versions.v8.split('.')[0]}`;
};
