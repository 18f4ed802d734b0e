import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../signing/canonical-json.ts';
import { layeredProblem } from '../testing/layered-problem.ts';
import { createMemoryChunkStore, type MemoryChunkStore } from '../testing/memory-chunk-store.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import { contentOf } from './content.ts';
import { getProblem, putProblem } from './problem-store.ts';
import { sha256 } from './sha256.ts';

type Manifest = Record<string, unknown> & {
  network: { layers: { units: number; activation: string }[]; cost: string; l2: number };
  theta: { sha256: string; bytes: number; chunks: string[] };
  X: { sha256: string; bytes: number; chunks: string[] };
};

/** 4 features, 3 units, 1 unit, 5 examples: P = 19. */
const HONEST = layeredProblem(4, 3, 5);
let store: MemoryChunkStore;
let manifest: Manifest;

const put = (bytes: Uint8Array | string): string => {
  store.chunks.set(sha256(bytes), Buffer.from(bytes));
  return sha256(bytes);
};

/** Stores a manifest, and asks for its problem; the hash of a manifest is always right. */
const read = (text: Uint8Array | string, limits = {}) => getProblem(store, put(text), limits);

const refusal = (message: RegExp) => ({
  name: 'StoreError',
  kind: 'refused',
  repeats: true,
  message: expect.stringMatching(message) as string,
});

beforeEach(async () => {
  store = createMemoryChunkStore();
  const { problem } = await putProblem(store, HONEST);
  manifest = JSON.parse(Buffer.from(store.chunks.get(problem)!).toString()) as Manifest;
});

describe('a manifest', () => {
  it('is read when it is honest', async () => {
    expect((await read(canonicalJson(manifest as Json))).problem.theta).toEqual(HONEST.problem.theta);
  });

  it.each<[string, RegExp, (manifest: Manifest) => unknown]>([
    ['another schema version', /schema/, (m) => ({ ...m, schema: 2 })],
    ['no schema version', /schema/, (m) => ({ ...m, schema: undefined })],
    ['another kind', /kind/, (m) => ({ ...m, kind: 'function' })],
    ['an extra key', /Unrecognized key: "path"/, (m) => ({ ...m, path: '/etc/passwd' })],
    [
      'an extra key in a layer',
      /layers\.0/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ ...m.network.layers[0], module: 'x' }, m.network.layers[1]] },
      }),
    ],
    ['an extra key in a vector', /theta/, (m) => ({ ...m, theta: { ...m.theta, url: 'http://x' } })],
    ['a constructor', /constructor/, (m) => ({ ...m, constructor: { prototype: {} } })],
    ['no layers', /layers/, (m) => ({ ...m, network: { ...m.network, layers: [] } })],
    [
      'an unknown activation',
      /activation/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 3, activation: 'eval' }, m.network.layers[1]] },
      }),
    ],
    [
      'toString for an activation',
      /activation/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 3, activation: 'toString' }, m.network.layers[1]] },
      }),
    ],
    ['an unknown cost', /cost/, (m) => ({ ...m, network: { ...m.network, cost: '__proto__' } })],
    [
      'softmax in the middle',
      /only the last layer/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 3, activation: 'softmax' }, m.network.layers[1]] },
      }),
    ],
    [
      'a last activation that the cost does not fit',
      /needs "sigmoid"/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [m.network.layers[0], { units: 1, activation: 'relu' }] },
      }),
    ],
    ['a negative λ', /l2/, (m) => ({ ...m, network: { ...m.network, l2: -1 } })],
    [
      'no units',
      /units/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 0, activation: 'relu' }, m.network.layers[1]] },
      }),
    ],
    [
      'a fraction of a unit',
      /units/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 2.5, activation: 'relu' }, m.network.layers[1]] },
      }),
    ],
    [
      'more units than θ holds',
      /θ has 152 bytes, but by the network's shape it has/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 4, activation: 'relu' }, m.network.layers[1]] },
      }),
    ],
    [
      'more units than can be counted',
      /θ has 152 bytes/,
      (m) => ({
        ...m,
        network: { ...m.network, layers: [{ units: 9e15, activation: 'relu' }, m.network.layers[1]] },
      }),
    ],
    ['other features', /θ has/, (m) => ({ ...m, features: 5 })],
    ['negative features', /features/, (m) => ({ ...m, features: -4 })],
    ['other examples', /X has/, (m) => ({ ...m, examples: 6 })],
    ['no examples', /examples/, (m) => ({ ...m, examples: 0 })],
    ['bytes that are no multiple of 8', /theta.bytes/, (m) => ({ ...m, theta: { ...m.theta, bytes: 151 } })],
    [
      'a chunk too many',
      /in 2 chunks; there must be 1/,
      (m) => ({ ...m, theta: { ...m.theta, chunks: [...m.theta.chunks, ...m.theta.chunks] } }),
    ],
    ['no chunks', /chunks/, (m) => ({ ...m, theta: { ...m.theta, chunks: [] } })],
    [
      'a hash with path characters',
      /chunks\.0: is not a SHA-256/,
      (m) => ({ ...m, theta: { ...m.theta, chunks: ['../'.repeat(21) + 'x'] } }),
    ],
    [
      'a hash in capitals',
      /SHA-256/,
      (m) => ({ ...m, theta: { ...m.theta, sha256: m.theta.sha256.toUpperCase() } }),
    ],
    [
      'chunks that do not add up to the hash',
      /chunks of θ don't add up/,
      (m) => ({ ...m, theta: { ...m.theta, sha256: 'a'.repeat(64) } }),
    ],
    [
      'the chunk of another vector',
      /θ has 160 bytes; it must have 152/,
      (m) => ({ ...m, theta: { ...m.theta, chunks: m.X.chunks } }),
    ],
    ['a costValue that is a text', /costValue/, (m) => ({ ...m, costValue: 'NaN' })],
    [
      'an unknown precision',
      /gradientPrecision/,
      (m) => ({ ...m, gradientPrecision: { precision: 'float8', known: 'given' } }),
    ],
    ['a list', /expected object/, () => [1, 2]],
    ['null', /expected object/, () => null],
  ])('with %s is refused', async (_, message, change) => {
    await expect(read(canonicalJson(change(manifest) as Json))).rejects.toMatchObject(refusal(message));
  });

  it.each([
    ['__proto__', (text: string) => text.replace('{', '{"__proto__":{"polluted":1},')],
    ['__proto__ within', (text: string) => text.replace('"network":{', '"network":{"__proto__":{"l2":3},')],
    ['a key twice', (text: string) => text.replace('"schema":1', '"schema":2,"schema":1')],
    ['spaces', (text: string) => `${text} `],
    ['another spelling of a number', (text: string) => text.replace('"schema":1', '"schema":1.0')],
    ['a cut', (text: string) => text.slice(0, -1)],
    ['nothing', () => ''],
    ['lists without end', () => '['.repeat(CHUNK_BYTES)],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('with %s is refused', async (_, change) => {
    await expect(read(change(canonicalJson(manifest as Json)))).rejects.toMatchObject(
      refusal(/manifest is refused/),
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('that is not UTF-8 is refused', async () => {
    await expect(read(Uint8Array.of(0x7b, 0xff, 0xfe))).rejects.toMatchObject(refusal(/not JSON/));
  });

  it('says what is wrong in a short line that can’t steer a terminal', async () => {
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`\u001b[2J\u202e${i}`, i]));
    const error = await read(canonicalJson({ ...manifest, ...keys } as Json)).catch(
      (caught: Error) => caught,
    );
    expect((error as Error).message.length).toBeLessThan(500);
    expect((error as Error).message).not.toMatch(/\p{C}/u);
  });

  it('that asks for more memory than the limit is refused before anything is read', async () => {
    store.gets.length = 0;
    await expect(read(canonicalJson(manifest as Json), { bytes: 823 })).rejects.toMatchObject(
      refusal(/takes 824 bytes of memory; the limit here is 823/),
    );
    expect(store.gets.length).toBe(1); // the manifest alone
  });

  it('counts a forward pass: few numbers can describe activations beyond any memory', async () => {
    // one feature, 10⁶ units, 10⁶ examples: 40 MB of numbers, 16 TB of Z and A
    const many = 1e6;
    const zeros = (length: number) => contentOf(new Uint8Array(8 * length));
    const network = {
      layers: [
        { units: many, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      cost: 'binary-cross-entropy',
      l2: 0,
    };
    const parameters = zeros(3 * many + 1);
    const hostile = {
      schema: 1,
      kind: 'layered',
      network,
      features: 1,
      examples: many,
      theta: parameters,
      grad: parameters,
      X: zeros(many),
      Y: zeros(many),
    };
    await expect(read(canonicalJson(hostile))).rejects.toMatchObject(
      refusal(/16000080000016|takes \d{14} bytes/),
    );
  });

  it('is refused before memory is allocated for chunks that aren’t there', async () => {
    const units = 2e8; // θ would take 3.2 GB
    const bytes = 8 * (2 * units + units + 1);
    const chunks = Array.from({ length: Math.ceil(bytes / CHUNK_BYTES) }, () => 'a'.repeat(64));
    const parameters = { sha256: 'b'.repeat(64), bytes, chunks };
    const one = contentOf(new Uint8Array(8));
    const network = {
      layers: [
        { units, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      cost: 'binary-cross-entropy',
      l2: 0,
    };
    const hostile = {
      schema: 1,
      kind: 'layered',
      network,
      features: 1,
      examples: 1,
      theta: parameters,
      grad: parameters,
      X: one,
      Y: one,
    };
    const before = process.memoryUsage().arrayBuffers;
    await expect(read(canonicalJson(hostile), { bytes: 1e12 })).rejects.toMatchObject({ kind: 'missing' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e8);
  });
});

describe('numbers that no problem can have', () => {
  const with64 = (numbers: Float64Array) => {
    const content = contentOf(new Uint8Array(numbers.buffer));
    put(new Uint8Array(numbers.buffer));
    return content;
  };
  const { theta, X, Y } = HONEST.problem;

  it.each([
    ['θ', /W1\[0,1\] is NaN/, () => ({ theta: with64(theta.with(1, NaN)) })],
    ['X', /X\[1,0\] is Infinity/, () => ({ X: with64(X.data.with(5, Infinity)) })],
    ['Y', /Y\[0,2\] is NaN/, () => ({ Y: with64(Y.data.with(2, NaN)) })],
    ['labels', /Y\[0,2\] is 2; labels/, () => ({ Y: with64(Y.data.with(2, 2)) })],
  ])('are refused and named in %s', async (_, message, change) => {
    await expect(read(canonicalJson({ ...manifest, ...change() }))).rejects.toMatchObject(refusal(message));
  });
});
