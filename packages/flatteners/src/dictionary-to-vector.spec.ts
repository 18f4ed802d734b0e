import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { InputError, type Tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { dictionaryToVector } from './dictionary-to-vector.ts';
import { gradientsToVector } from './gradients-to-vector.ts';
import type { ParameterTree } from './parameter-tree.ts';
import { vectorToDictionary } from './vector-to-dictionary.ts';

const number = fc.double(); // NaN, infinities and −0 included
const shape = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
const nested = (lengths: readonly number[]): fc.Arbitrary<ParameterTree> =>
  lengths.reduceRight<fc.Arbitrary<ParameterTree>>(
    (inner, length) => fc.array(inner, { minLength: length, maxLength: length }),
    number,
  );
const tensorOf = (dimensions: readonly number[]): fc.Arbitrary<Tensor> => {
  const size = dimensions.reduce((product, n) => product * n, 1);
  return fc
    .float64Array({ minLength: size, maxLength: size })
    .map((numbers) => ({ shape: dimensions, data: numbers }));
};
const leaf: fc.Arbitrary<ParameterTree> = fc.oneof(
  number,
  shape.chain(nested),
  fc.oneof(shape, fc.constant([])).chain(tensorOf),
  fc.float64Array({ minLength: 1, maxLength: 4 }),
  fc.float32Array({ minLength: 1, maxLength: 4 }),
);
/** Keys that no prototype and no dotted path may confuse. */
const key = fc.constantFrom('W1', 'b1', 'encoder', 'x.y', 'constructor', 'toString', 'ä b', '0');
const { tree } = fc.letrec<{ tree: ParameterTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 3 }),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  ),
}));

describe('trees of records, lists, and every form of leaf', () => {
  it('may come from another realm, as modules do in Jest', () => {
    const { theta, layout } = dictionaryToVector(
      runInNewContext(
        '({ a: Float64Array.of(1, 2), b: { c: [3, 4], d: { shape: [1, 1], data: Float32Array.of(5) } } })',
      ) as ParameterTree,
    );
    expect([...theta]).toEqual([1, 2, 3, 4, 5]);
    expect(layout.tensors.map(({ name }) => name)).toEqual(['a', 'b.c', 'b.d']);
    expect(() => dictionaryToVector(runInNewContext('({ a: new Map() })') as ParameterTree)).toThrow(
      'a is a Map',
    );
  });

  it('come back from the vector, and are their own gradient', () => {
    fc.assert(
      fc.property(tree, (parameters) => {
        const { theta, layout } = dictionaryToVector(parameters);
        expect(vectorToDictionary(theta, layout)).toEqual(parameters);
        expect(gradientsToVector(parameters, layout)).toEqual(theta);
      }),
    );
  });

  it('give back any vector that is poured into them', () => {
    const poured = tree.chain((parameters) => {
      const { layout } = dictionaryToVector(parameters);
      const numbers = fc.float32Array({ minLength: layout.size, maxLength: layout.size });
      return fc.tuple(fc.constant(layout), numbers); // numbers of float32 survive every form
    });
    fc.assert(
      fc.property(poured, ([layout, numbers]) => {
        const theta = Float64Array.from(numbers);
        expect(dictionaryToVector(vectorToDictionary(theta, layout))).toEqual({ theta, layout });
      }),
    );
  });

  it('may be nested 99 levels deep', () => {
    let deep: ParameterTree = [1, 2];
    for (let level = 1; level < 99; level++) deep = [deep];
    const { theta, layout } = dictionaryToVector(deep);
    expect(layout.tensors[0]!.shape).toHaveLength(99);
    expect(vectorToDictionary(theta, layout)).toEqual(deep);
  });

  it('are copied: a change of the vector reaches neither the tree before nor the tree after', () => {
    const given = Float64Array.of(1, 2);
    const { theta, layout } = dictionaryToVector({ given });
    const grown = vectorToDictionary(theta, layout);
    theta.fill(7);
    expect([given, grown]).toEqual([Float64Array.of(1, 2), { given: Float64Array.of(1, 2) }]);
  });
});

/** The list with a hole in place of its second item. */
const holed = (list: readonly unknown[]): unknown[] => {
  const copy = [...list];
  // eslint-disable-next-line @typescript-eslint/no-array-delete -- a hole is wanted
  delete copy[1];
  return copy;
};

describe('a typed array', () => {
  const lying = (length: number) => Object.defineProperty(Float64Array.of(1, 2), 'length', { value: length });
  it.each([0, 1, 3, 1e9])('that says it has %d numbers has those that it has', (length) => {
    const { theta, layout } = dictionaryToVector({ w: lying(length) });
    expect([...theta]).toEqual([1, 2]);
    expect([...gradientsToVector({ w: lying(length) }, layout)]).toEqual([1, 2]);
    expect([...dictionaryToVector({ w: { shape: [2], data: lying(length) } }).theta]).toEqual([1, 2]);
    const three = dictionaryToVector({ w: [1, 2, 3] }).layout;
    expect(() => gradientsToVector({ w: lying(3) }, three)).toThrow('dw has shape [2], but w is [3]');
  });
});

describe('what holds no parameters is refused by its path', () => {
  const cyclic: Record<string, unknown> = { W1: 1 };
  cyclic['self'] = cyclic;
  const bush: unknown[] = [];
  bush.push(bush, bush);

  it.each<[string, unknown, string]>([
    ['a string', { layer: { W1: 'one' } }, 'layer.W1 is a string'],
    ['null', { layers: [{ W1: 1 }, { W1: null }] }, 'layers.1.W1 is null'],
    ['undefined', { W1: undefined }, 'W1 is undefined'],
    ['a bigint', [1, 2n], '1 is bigint'],
    ['a hole', { w: holed([0.1, 0, 0.3]) }, 'w.1 is undefined'],
    ['a hole at the end', { w: Object.assign([0.1], { length: 2 }) }, 'w.1 is undefined'],
    ['a hole in a matrix', { w: [[1, 2, 3], holed([1, 0, 3])] }, 'w.1.1 is undefined'],
    ['a hole among rows', { w: holed([[1], [2], [3]]) }, 'w.1 is undefined'],
    [
      'a hole in a shape',
      { w: { shape: holed([2, 1, 3]), data: new Float64Array(6) } },
      'an integer of at least 0',
    ],
    [
      'a shape without end',
      { w: { shape: new Array(1e9), data: new Float64Array(6) } },
      'w has a shape of 1000000000 dimensions',
    ],
    ['a list that is one hole', { w: new Array(4e9) }, 'w.0 is undefined'],
    ['a list that is nearly one hole', { w: Object.assign([1], { length: 4e9 }) }, 'w.1 is undefined'],
    ['a class instance', { W1: new Map() }, 'W1 is a Map'],
    ['a record that contains itself', cyclic, 'or contains itself'],
    ['a list that contains itself twice', bush, 'or contains itself'], // once took 2¹⁰⁰ steps
    ['a __proto__ key', JSON.parse('{"W1": {"__proto__": 1}}'), 'W1 has a key __proto__'],
    ['a name given twice', { 'a.b': 1, a: { b: 2 } }, 'Two tensors are called a.b'],
    ['an empty typed array', { b1: new Float64Array(0) }, 'b1 has shape [0]: it holds no numbers'],
    ['an empty matrix', { W1: [[], []] }, 'W1 has shape 2×0'],
    ['no parameters at all', {}, 'hold no numbers'],
    [
      'a negative dimension',
      { W1: { shape: [-1, -1], data: Float64Array.of(1) } },
      'an integer of at least 0',
    ],
  ])('%s', (_what, parameters, message) => {
    const flatten = () => dictionaryToVector(parameters as ParameterTree);
    expect(flatten).toThrow(InputError);
    expect(flatten).toThrow(message);
  });

  it('a tensor whose numbers do not fill its shape, with both shapes', () => {
    const W1 = { shape: [2, 2], data: new Float64Array(3) };
    expect(() => dictionaryToVector({ W1 })).toThrow(
      expect.objectContaining({ name: 'ShapeError', tensor: 'W1', expected: [2, 2], actual: [3] }),
    );
  });
});
