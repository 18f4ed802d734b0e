/** What users call the gradient of a parameter: dW1; "the gradient of weights" where that reads better. */
export const gradientName = (name: string): string =>
  /^\p{L}\d*$/u.test(name) ? `d${name}` : `the gradient of ${name}`;

/** A number in a sentence, to four digits: 2, 0.3333, 1.2e-9. */
export const numberInWords = (value: number): string => {
  const text = String(Number(value.toPrecision(4)));
  return text.length <= 9 ? text : value.toExponential(2);
};

/** The position of an entry: [3,7]; nothing for a scalar's. */
export const indexText = (index: readonly number[]): string =>
  index.length === 0 ? '' : `[${index.join(',')}]`;

/** The largest number of names in a sentence. */
const NAMED = 4;

/** "a", "a and b", "a, b and c", or the first of `count` "and 12 more". */
export const listInWords = (names: readonly string[], count = names.length): string => {
  if (count > NAMED) return `${names.slice(0, NAMED).join(', ')} and ${count - NAMED} more`;
  return names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
};

/** "1 entry", "2 entries". */
export const counted = (count: number, one: string, more: string): string =>
  `${count} ${count === 1 ? one : more}`;

/** What the slices of a tensor along an axis are called; `along` follows their numbers: "slices 0 and 1 along axis 2". */
export const sliceNames = (
  shape: readonly number[],
  axis: number,
): { readonly one: string; readonly more: string; readonly along: string } => {
  const wide = shape.filter((dimension) => dimension > 1).length;
  if (wide === 1) return { one: 'entry', more: 'entries', along: '' };
  if (shape.length === 2)
    return axis === 0
      ? { one: 'row', more: 'rows', along: '' }
      : { one: 'column', more: 'columns', along: '' };
  return { one: 'slice', more: 'slices', along: ` along axis ${axis}` };
};
