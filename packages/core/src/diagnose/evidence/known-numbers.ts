import type { SuspectTensor } from './suspect-tensor.ts';
import { listInWords, numberInWords } from './words.ts';

/** A factor that is a known number. */
export interface NamedFactor {
  /** The exact number. */
  readonly value: number;
  /** As a formula: "2", "1/m", "√n1". */
  readonly name: string;
  /** The count it is made of. */
  readonly count: number;
  /** What the count is; empty for a plain 2. */
  readonly meanings: readonly string[];
}

/** The named number that |factor| is to within the relative tolerance; null when it is none. */
export const nameFactor = (
  tensor: Pick<SuspectTensor, 'shape' | 'place'>,
  factor: number,
  tolerance: number,
): NamedFactor | null => {
  const counts = countsOf(tensor).filter(({ value }) => value > 1);
  for (const forms of FORMS) {
    for (const count of counts) {
      const form = forms
        .map((of) => of(count))
        .find(({ value }) => Math.abs(Math.abs(factor) - value) <= tolerance * value);
      if (!form) continue;
      const same = counts.filter(({ value, meaning }) => value === count.value && meaning !== '');
      return { ...form, count: count.value, meanings: same.map(({ meaning }) => meaning) };
    }
  }
  return null;
};

/** A number of the problem that a mistaken factor may come from: how formulas write it and what it counts. */
interface Count {
  readonly value: number;
  readonly symbol: string;
  readonly meaning: string;
}

const countsOf = ({ shape, place }: Pick<SuspectTensor, 'shape' | 'place'>): Count[] => {
  const two = { value: 2, symbol: '2', meaning: '' };
  if (place === null) {
    const axes = shape.map((value, axis) => ({
      value,
      symbol: 'n',
      meaning: shape.length === 1 ? 'the number of entries' : `the length of axis ${axis}`,
    }));
    return [two, ...axes];
  }
  const { layer, role, units, examples } = place;
  const inputs = role === 'weights' ? [layer - 1] : [];
  const layers = new Set([layer, ...inputs, units.length - 1]);
  return [
    two,
    { value: examples, symbol: 'm', meaning: 'the number of examples' },
    ...Array.from(layers, (l) => ({
      value: units[l]!,
      symbol: `n${subscripts(l)}`,
      meaning: l === 0 ? 'the number of inputs' : `the number of units of layer ${l}`,
    })),
  ];
};

const subscripts = (index: number): string =>
  String(index).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));

/** A number that a count c makes. */
type Form = (count: Count) => { readonly value: number; readonly name: string };

/** c and 1/c of every count before √c and 1/√c of any: an integer is more often a count than the root of one. */
const FORMS: readonly (readonly Form[])[] = [
  [
    ({ value, symbol }) => ({ value, name: symbol }),
    ({ value, symbol }) => ({ value: 1 / value, name: `1/${symbol}` }),
  ],
  [
    ({ value, symbol }) => ({ value: Math.sqrt(value), name: `√${symbol}` }),
    ({ value, symbol }) => ({ value: 1 / Math.sqrt(value), name: `1/√${symbol}` }),
  ],
];

/** "50 is the number of examples; the 1/m is missing": where a named factor comes from. */
export const originOf = ({ name, count, meanings }: NamedFactor): string => {
  const number = numberInWords(count);
  const plain = meanings.length === 0;
  const also = plain ? '' : ` (${number} is also ${listInWords(meanings)})`;
  const what = plain ? '' : `${number} is ${listInWords(meanings)}; `;
  if (name === '2') return `a ½ is missing, or the same term is added twice${also}`;
  if (name === '1/2')
    return `a factor 2 is missing, as from the derivative of a square, or a ½ is one too many${also}`;
  if (name === 'm') return `${what}the 1/m is missing`;
  if (name === '1/m') return `${what}it is divided by m once too often`;
  const root = Math.sqrt(count);
  if (name.includes('√') && Number.isInteger(root))
    return `a factor ${numberInWords(root)} is missing or one too many (it is also ${name.slice(name.indexOf('√'))}: ${number} is ${listInWords(meanings)})`;
  if (name.startsWith('1/')) return `${what}it is divided by ${name.slice(2)} and should not be`;
  return `${what}it is multiplied by ${name}, or a 1/${name} is missing`;
};
