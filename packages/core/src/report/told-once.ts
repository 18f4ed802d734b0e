import { gradientName, listInWords } from '../diagnose/evidence/words.ts';

/** A sentence on a tensor. */
export interface Told {
  /** The tensor; in a Jacobian "y[2] by W"; empty where it is of none. */
  readonly name: string;
  readonly message: string;
}

/** A sentence that is true of several tensors. */
export interface ToldOnce {
  /** The tensors, in their order. */
  readonly names: readonly string[];
  readonly message: string;
}

/**
 * Sentences that are the same but for the tensor's name, told once.
 *
 * @param told What is to be told, in order.
 * @returns Each sentence once, in the order of the first: as it is, or "5 tensors: …; the same of b1, W2, b2 and W3".
 * @example
 * ```ts
 * import { toldOnce } from '@gradproof/core/report';
 *
 * const told = ['W1', 'W2'].map((name) => ({ name, message: `d${name} is zero` }));
 * console.log(toldOnce(told)[0]?.message); // 2 tensors: dW1 is zero; the same of W2
 * ```
 */
export const toldOnce = (told: readonly Told[]): ToldOnce[] => {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const key = groups.has(one.message) ? one.message : withoutName(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else {
      const started = [one];
      groups.set(key, started).set(one.message, started);
    }
  }
  return Array.from(new Set(groups.values()), asOne);
};

const asOne = (group: readonly Told[]): ToldOnce => {
  const names = group.map(({ name }) => name);
  const [first] = group as [Told];
  if (group.every(({ message }) => message === first.message)) return { names, message: first.message };
  const isSentence = first.message.endsWith('.');
  const text = isSentence ? first.message.slice(0, -1) : first.message;
  const message = `${names.length} tensors: ${text}; the same of ${listInWords(names.slice(1))}${isSentence ? '.' : ''}`;
  return { names, message };
};

/** The sentence with a mark in place of the tensor, and of a Jacobian's output. */
const withoutName = ({ name, message }: Told): string =>
  name.split(' by ').reduce((text, part) => withMarks(withMarks(text, gradientName(part)), part), message);

const withMarks = (text: string, word: string): string =>
  word === '' ? text : text.replaceAll(wordPattern(word), '\0');

/** The word where it stands by itself, not within a longer one. */
const wordPattern = (word: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_.])${word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`,
    'gu',
  );
