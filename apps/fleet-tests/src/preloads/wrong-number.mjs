import { Buffer } from 'node:buffer';

// A machine that computes wrongly: a run's sums are not what they should be.
if (process.argv[1]?.includes('compute-process')) {
  const send = process.send.bind(process);
  process.send = (message, ...rest) => {
    const isRun = message.type === 'done' && message.value?.kind === 'run';
    return send(isRun ? { ...message, value: wrong(message.value) } : message, ...rest);
  };
}

/** The last bit of a sum is another: base64 of little-endian float64, [blocks][6 sums][exponent, high, low]. */
function wrong(result) {
  const bytes = Buffer.from(result.blocks, 'base64');
  bytes[8] ^= 1;
  return { ...result, blocks: bytes.toString('base64') };
}
