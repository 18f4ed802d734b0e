import type { Check, Engine } from '@gradproof/core/fleet';
import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { someSpec } from '../testing/specs.ts';
import { bytesOf, createPreparedProblems } from './prepared-problems.ts';

const layout = layoutOf([{ name: 'w', shape: [10] }]);
const check: Check = {
  problem: { kind: 'function', layout, theta: new Float64Array(10), cost: () => 0 },
  grad: new Float64Array(10),
};
const size = bytesOf(check);

const prepared = (limit: number, read: () => Promise<Check> = () => Promise.resolve(check)) => {
  const log: string[] = [];
  const engine: Engine = {
    name: 'cpu',
    describe: () => Promise.reject(new Error('not asked for')),
    prepare: () =>
      Promise.resolve({
        parallel: 1,
        derivatives: () => Promise.reject(new Error('not asked for')),
        directionalDerivatives: () => Promise.reject(new Error('not asked for')),
        dispose: () => Promise.resolve(void log.push('disposed')),
      }),
  };
  const problems = createPreparedProblems(
    (hash) => {
      log.push(hash);
      return read();
    },
    engine,
    limit,
  );
  const use = (hash: string) => problems.use(someSpec({ problem: hash }), () => Promise.resolve(hash));
  return { problems, log, use };
};

describe('prepared problems', () => {
  it('are read once while they are used', async () => {
    const { use, log } = prepared(2 * size);
    await use('a');
    await use('b');
    await use('a');
    expect(log).toEqual(['a', 'b']);
  });

  it('go when memory runs short, the one used longest ago first', async () => {
    const { use, log } = prepared(2 * size);
    for (const hash of ['a', 'b', 'a', 'c', 'a', 'b']) await use(hash);
    expect(log).toEqual(['a', 'b', 'c', 'disposed', 'b', 'disposed']);
  });

  it('stay while they are in use, however little memory there is', async () => {
    const { problems, use, log } = prepared(0);
    await problems.use(someSpec({ problem: 'a' }), async () => {
      await use('b');
      expect(log).toEqual(['a', 'b', 'disposed']);
    });
    expect(log).toEqual(['a', 'b', 'disposed', 'disposed']);
  });

  it('are read again when they could not be read', async () => {
    let turn = 0;
    const { use } = prepared(size, () =>
      turn++ === 0 ? Promise.reject(new Error('gone')) : Promise.resolve(check),
    );
    await expect(use('a')).rejects.toThrow('gone');
    expect(await use('a')).toBe('a');
  });

  it('are all disposed of in the end', async () => {
    const { problems, use, log } = prepared(9 * size);
    await use('a');
    await use('b');
    await problems.dispose();
    expect(log).toEqual(['a', 'b', 'disposed', 'disposed']);
  });
});
