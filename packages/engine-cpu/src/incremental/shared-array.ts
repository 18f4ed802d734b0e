/** Whether threads can share memory: everywhere but in a page that isn't isolated from others (`crossOriginIsolated`). */
export const canShare = (): boolean => typeof SharedArrayBuffer !== 'undefined';

/** Zeros that threads share instead of copying, where they can. */
export const sharedArray = (length: number): Float64Array =>
  canShare()
    ? new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
    : new Float64Array(length);

/** The same numbers where threads share them. */
export const toShared = (values: Float64Array): Float64Array => {
  const copy = sharedArray(values.length);
  copy.set(values);
  return copy;
};
