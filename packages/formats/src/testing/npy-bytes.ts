/** A .npy file with this header's text and these bytes after it, whatever they are: for tests. */
export const npyBytes = (header: string, bytes: readonly number[], version = 1): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...Buffer.from('NUMPY'), version, 0, ...length, ...text, ...bytes]);
};
