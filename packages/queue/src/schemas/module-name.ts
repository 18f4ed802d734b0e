import { z } from 'zod';

/** More than this no name of a module has. */
const LONGEST = 200;

/** A place below a folder: no empty, `.` or `..` part, no backslash, colon or control character, relative. */
const isPlace = (name: string): boolean =>
  // eslint-disable-next-line no-control-regex -- those are what must not come through
  !/[\\:\u0000-\u001f\u007f]/.test(name) && name.split('/').every((part) => !['', '.', '..'].includes(part));

/** The name of a module: its place in a worker's folder, which is only ever looked up in a list of what lies there. */
export const moduleNameSchema = z
  .string()
  .max(LONGEST)
  .refine((name) => name.isWellFormed(), 'must be well-formed Unicode')
  .refine(isPlace, 'must be the place of a module in its folder: no "..", no absolute path');
