import { oneOf } from './draws.mjs';

/** What stands where numbers belong, as JavaScript. */
const LISTS = [
  '[0.1, 0.2, 0.3]',
  '[0.1, , 0.3]',
  '[0.1, undefined, 0.3]',
  '[0.1, "0.2", 0.3]',
  '[0.1, 1n, 0.3]',
  '[NaN, Infinity, -Infinity]',
  '[1.7e308, 1.7e308, -1.7e308]',
  'new Array(1e8)',
  'Object.assign([0.1], { length: 4e9 })',
  'Float64Array.of(0.1, 0.2, 0.3)',
  'Float32Array.of(0.1, 0.2, 0.3)',
  'new Float64Array(0)',
  'Object.defineProperty(Float64Array.of(0.1, 0.2, 0.3), "length", { value: 1e9 })',
  '{ shape: [3], data: new Float64Array(2) }',
  '{ shape: new Array(1e9), data: new Float64Array(3) }',
  '{ shape: [3, , 1], data: new Float64Array(3) }',
  'new Proxy([0.1, 0.2, 0.3], { get() { throw new Error("get"); } })',
  'Object.defineProperty([0.1, 0.2, 0.3], 1, { get() { throw null; } })',
  'new Proxy({}, { ownKeys() { throw Symbol("keys"); } })',
  '(() => { const a = []; a.push(a, a); return a; })()',
  '[[[0.1]], [0.2]]',
  'new Map()',
  'null',
  'undefined',
  'Symbol("s")',
  '"\\u001b[31m"',
  '{ get then() { throw new Error("then"); } }',
];

/** What a function does before it returns. */
const DEEDS = ['', '', '', 'throw new Error("\\u001b[2J\\u202e");', 'throw null;', 'throw Object.create(null);', 'throw new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 2; } });', 'w[0] = 7;', 'w.length = 0;', 'console.log("printed");']; // prettier-ignore

const NUMBERS = ['w[0] ** 2 + w[1] ** 2 + w[2] ** 2', 'NaN', 'Infinity', '1e308 * w[0]', '"1"', 'undefined', '1n', '{}', 'Math.random()', 'Promise.resolve(w[0])']; // prettier-ignore

const right = '({ w: [2 * w[0], 2 * w[1], 2 * w[2]] })';
const cost = '({ w }) => w[0] ** 2 + w[1] ** 2 + w[2] ** 2';
const outputs = '({ w }) => ({ y: [w[0] * w[1], w[2]] })';
const parameters = '{ w: [0.1, 0.2, 0.3] }';

const FORMS = [
  ({ list }) => `{ parameters: { w: ${list} }, cost: ${cost}, gradient: ({ w }) => ${right} }`,
  ({ list }) => `{ parameters: ${parameters}, cost: ${cost}, gradient: () => ({ w: ${list} }) }`,
  ({ list }) => `{ parameters: ${parameters}, cost: ${cost}, gradient: { w: ${list} } }`,
  ({ list }) => `{ parameters: ${parameters}, cost: ${cost}, gradient: () => (${list}) }`,
  ({ list, deed }) => `{ parameters: ${parameters}, losses: ({ w }) => { ${deed} return ${list}; }, gradient: ({ w }) => ${right} }`,
  ({ list }) => `{ parameters: ${parameters}, costs: () => ${list}, gradient: ({ w }) => ${right} }`,
  ({ number, deed }) => `{ parameters: ${parameters}, cost: ({ w }) => { ${deed} return ${number}; }, gradient: ({ w }) => ${right} }`,
  ({ number, list }) => `{ parameters: ${parameters}, costAndGradient: ({ w }) => ({ cost: ${number}, gradient: ${list} }) }`,
  ({ list }) => `{ parameters: ${parameters}, outputs: () => ({ y: ${list} }), vjp: ({ w }) => ${right}, jacobian: true }`,
  ({ list, deed }) => `{ parameters: ${parameters}, outputs: ${outputs}, vjp: ({ w }) => { ${deed} return { w: ${list} }; } }`,
  ({ list }) => `{ parameters: ${parameters}, outputs: ${outputs}, jvp: () => ({ y: ${list} }), jacobian: true }`,
  ({ list }) => `{ parameters: ${parameters}, outputs: ${list}, jvp: 1 }`,
  ({ list }) => list,
]; // prettier-ignore

const TOPS = [
  '',
  '',
  '',
  '',
  'throw new Error("top");',
  'throw null;',
  'import "./nowhere.mjs";',
  'const x = ;',
  '\u0000',
];

/** A module whose problem is wrong somewhere, mostly. */
export const moduleText = (random) => {
  const drawn = { list: oneOf(random, LISTS), deed: oneOf(random, DEEDS), number: oneOf(random, NUMBERS) };
  return `${oneOf(random, TOPS)}\nexport default ${oneOf(random, FORMS)(drawn)};\n`;
};
