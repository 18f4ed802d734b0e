// What a model's process does, in JavaScript: the specs' models are written with it, right ones and wrong ones.
import { Buffer } from 'node:buffer';
import { appendFileSync, readSync, writeSync } from 'node:fs';

appendFileSync('pids', `${process.pid}\n`);

const take = (count) => {
  const bytes = Buffer.alloc(count);
  for (let got = 0; got < count;) {
    const read = readSync(0, bytes, got, count - got, null);
    if (read === 0) process.exit(0); // standard input has ended
    got += read;
  }
  return bytes;
};

/** The next question: its header, and its payload as numbers. */
export const question = () => {
  const prefix = take(16);
  const header = JSON.parse(take(prefix.readUInt32LE(4)).toString());
  const payload = take(Number(prefix.readBigUInt64LE(8)));
  if (header.op === 'bye') process.exit(0);
  return {
    header,
    numbers: Array.from({ length: payload.length / 8 }, (_, i) => payload.readDoubleLE(8 * i)),
  };
};

/** A frame's bytes; `lengths` overrules what its prefix says. */
export const frame = (header, numbers = [], lengths = {}) => {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(16);
  prefix.write('GPF1', 'latin1');
  prefix.writeUInt32LE(lengths.header ?? text.length, 4);
  prefix.writeBigUInt64LE(BigInt(lengths.payload ?? 8 * numbers.length), 8);
  return Buffer.concat([prefix, text, Buffer.from(Float64Array.from(numbers).buffer)]);
};

export const send = (bytes) => {
  for (let sent = 0; sent < bytes.length;) sent += writeSync(1, bytes, sent);
};

/** J = w₀²·w₁ + sin(v), unless another is given. */
const defaults = {
  parameters: [{ name: 'w', shape: [2] }, { name: 'v', shape: [] }], // prettier-ignore
  theta: [0.4, -0.7, 0.3],
  cost: ([a, b, v]) => a * a * b + Math.sin(v),
  gradient: ([a, b, v]) => [2 * a * b, a * a, Math.cos(v)],
};

/** Answers hello, and hands each question that follows to `answers[op]`; what isn't there is answered as it should be. */
export const serve = (answers = {}, given = {}) => {
  const { parameters, theta, cost, gradient, precision, operations } = {
    operations: ['cost', 'gradient'],
    ...defaults,
    ...given,
  };
  for (;;) {
    const { header, numbers } = question();
    const { op, id, count } = header;
    if (answers[op]) answers[op](id, numbers);
    else if (op === 'hello')
      send(frame({ id, version: 1, operations, ...(parameters ? { parameters } : {}) }, header.parameters ? [] : theta)); // prettier-ignore
    else if (op === 'cost') send(frame({ id }, [cost(numbers)]));
    else if (op === 'gradient') send(frame({ id, precision }, gradient(numbers)));
    else
      send(
        frame(
          { id },
          Array.from({ length: count }, (_, k) => cost(numbers.slice((k * numbers.length) / count))),
        ),
      );
  }
};
