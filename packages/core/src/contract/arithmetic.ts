/** The version of our arithmetic: raised with every change that alters a bit of any report. */
const VERSION = 2;

/** What the bits of an engine that computes here depend on: its kind of numbers, our version, and V8's, whose Math.exp and kin may change. */
export const arithmeticHere = (precision: 'float64' | 'float32'): string =>
  `${precision}-${VERSION}-v8.${process.versions.v8.split('.')[0]}`;
