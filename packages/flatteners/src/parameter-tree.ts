import { InputError, type Tensor } from '@gradproof/model';

/**
 * Parameters as JavaScript people hold them: numbers, nested arrays of numbers, typed arrays and tensors,
 * nested in records and lists. For TypeScript a record of your own is a `type`: an `interface` has no index signature, and is refused.
 */
export type ParameterTree =
  | number
  | Float64Array
  | Float32Array
  | Tensor
  | readonly ParameterTree[]
  | { readonly [name: string]: ParameterTree };

/** How a leaf holds its numbers. */
export type LeafForm = 'number' | 'array' | 'Float64Array' | 'Float32Array' | 'tensor' | 'float32-tensor';

/** One tensor found in a tree. */
export interface Leaf {
  readonly form: LeafForm;
  readonly shape: readonly number[];
  /** Its numbers, row-major. */
  readonly values: ArrayLike<number>;
}

/** A value of a tree, classified. */
export type Branch =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'list'; readonly items: readonly unknown[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, unknown])[] };

/** The shape of a rectangular nested array of numbers; null for anything else. */
const rectangularShape = (value: unknown, depth = 0): number[] | null => {
  if (typeof value === 'number') return [];
  if (!Array.isArray(value) || depth > MAX_DEPTH) return null;
  const items = value as readonly unknown[];
  if (items.length === 0) return [0];
  const first = rectangularShape(items[0], depth + 1);
  if (!first) return null; // the others aren't looked at: in a list that holds itself twice there would be 2¹⁰⁰ of them
  // by index: `every` skips holes, and a copy of a long list of holes takes all memory
  for (let i = 1; i < items.length; i++) {
    const shape = rectangularShape(items[i], depth + 1);
    if (shape?.length !== first.length || !shape.every((d, axis) => d === first[axis])) return null;
  }
  return [items.length, ...first];
};

/** Trees nested deeper than this are cycles, or as bad as one. */
const MAX_DEPTH = 100;

// Test runners keep realms (contexts of node:vm) apart, each with its own Object and Float64Array: instanceof knows only this one's.
const isTyped = (value: unknown, kind: 'Float64Array' | 'Float32Array'): boolean =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === `[object ${kind}]`;
const isFloat64Array = (value: unknown): value is Float64Array => isTyped(value, 'Float64Array');

const { get: lengthOfTyped } = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Float64Array.prototype) as object,
  'length',
) as { readonly get: () => number };

/** How many numbers a typed array of any realm holds; its own key `length` may say anything. */
const lengthOf = (typed: ArrayBufferView): number => lengthOfTyped.call(typed);

/** Half precision, which not every version of Node.js and TypeScript has. */
const isFloat16Array = (value: unknown): value is ArrayLike<number> & ArrayBufferView =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Float16Array]';
const isFloat32Array = (value: unknown): value is Float32Array => isTyped(value, 'Float32Array');

/** Whether the prototype is Object.prototype, of any realm, or there is none. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** A tensor over either kind of typed array; a record of other numbers called `shape` and `data` stays one. */
const isTensor = (
  value: object,
): value is { readonly shape: readonly number[]; readonly data: Float64Array | Float32Array } =>
  'shape' in value &&
  Array.isArray(value.shape) &&
  'data' in value &&
  (isFloat64Array(value.data) || isFloat32Array(value.data) || isFloat16Array(value.data));

const describeValue = (value: unknown): string => {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value === 'string' ? 'a string' : `${typeof value}`;
  return `a ${value.constructor?.name ?? 'thing'}`;
};

const leaf = (form: LeafForm, shape: readonly number[], values: ArrayLike<number>): Branch => ({
  kind: 'leaf',
  leaf: { form, shape, values },
});

/** A typed array that says how many numbers it holds: a copy, where its own key `length` says something else. */
const honest = (typed: ArrayLike<number> & ArrayBufferView): ArrayLike<number> =>
  typed.length === lengthOf(typed) ? typed : new Float64Array(typed);

const typedLeaf = (form: LeafForm, typed: ArrayLike<number> & ArrayBufferView): Branch =>
  leaf(form, [lengthOf(typed)], honest(typed));

/** More axes than this are no shape. */
const MAX_RANK = 100;

/** The shape that a tensor says it has, its holes undefined. Throws InputError for one that is too long to be looked at. */
const saidShape = (path: string, shape: readonly number[]): readonly number[] => {
  if (shape.length > MAX_RANK)
    throw new InputError(`${path} has a shape of ${shape.length} dimensions; it has at most ${MAX_RANK}.`);
  return Array.from(shape);
};

const recordEntries = (path: string, record: object): [string, unknown][] => {
  const entries = Object.entries(record);
  const hostile = entries.find(([name]) => name === '__proto__');
  if (hostile) throw new InputError(`${path} has a key __proto__, which can't name a parameter.`);
  return entries;
};

/** What a value of a tree is. Throws InputError, naming the path, for what holds no parameters. */
export const classify = (path: string, value: unknown, depth: number): Branch => {
  if (depth > MAX_DEPTH)
    throw new InputError(`${path} is nested deeper than ${MAX_DEPTH} levels, or contains itself.`);
  if (typeof value === 'number') return leaf('number', [], [value]);
  if (isFloat64Array(value)) return typedLeaf('Float64Array', value);
  if (isFloat32Array(value)) return typedLeaf('Float32Array', value);
  if (isFloat16Array(value)) return typedLeaf('Float64Array', value); // exact: a cost is given Float64Array in any case
  if (Array.isArray(value)) {
    const shape = rectangularShape(value);
    return shape
      ? leaf('array', shape, value.flat(shape.length - 1) as number[])
      : { kind: 'list', items: value };
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    throw new InputError(
      `${path} is ${describeValue(value)}; it must be a number, an array of numbers, a Float64Array, a Float32Array, { shape, data }, or a record of these.`,
    );
  }
  if (isTensor(value)) {
    const { shape, data } = value;
    return leaf(isFloat32Array(data) ? 'float32-tensor' : 'tensor', saidShape(path, shape), honest(data));
  }
  if (!isPlain(value)) {
    throw new InputError(
      `${path} is ${describeValue(value)}; tensors are nested in plain records and arrays.`,
    );
  }
  return { kind: 'record', entries: recordEntries(path, value) };
};
