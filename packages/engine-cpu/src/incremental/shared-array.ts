/** Zeros that threads share instead of copying. */
export const sharedArray = (length: number): Float64Array<SharedArrayBuffer> =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));

/** The same numbers where threads share them. */
export const toShared = (values: Float64Array): Float64Array<SharedArrayBuffer> => {
  const copy = sharedArray(values.length);
  copy.set(values);
  return copy;
};
