/** How an input may end. */
export const outcomes = {
  refused: { short: 'refused', words: 'refused with one message', isFailure: false },
  accepted: { short: 'accepted', words: 'accepted, with NumPy’s values where it reads numbers', isFailure: false },
  pickier: { short: 'NumPy not', words: 'accepted, which NumPy refuses', isFailure: false },
  otherValues: { short: 'other values', words: 'accepted with other values', isFailure: true },
  badMessage: { short: 'bad message', words: 'refused otherwise', isFailure: true },
  crashed: { short: 'crashed', words: 'crashed', isFailure: true },
  hung: { short: 'hung', words: 'hung', isFailure: true },
  large: { short: '> 1 GB', words: 'above 1 GB', isFailure: true },
}; // prettier-ignore

/** Memory that an input may take, in bytes. */
const MOST_MEMORY = 2 ** 30;

const STEERING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const LONGEST = 8100;

/** What is wrong with a message; null where it is one. */
const mistakeOf = (message) => {
  if (message.includes('bug of gradproof')) return 'it is called a bug of gradproof';
  if (!/^gradproof: \S/m.test(message)) return 'there is no message';
  if (message.length > LONGEST) return `the message has ${message.length} characters`;
  return STEERING.test(message.replaceAll(/[\n\t]/g, '')) ? 'the message steers a terminal' : null;
};

const named = (name, what = '') => ({ name, what: what.slice(0, 400) });

/** What became of an input. `ran`: what its host says. */
export const outcomeOf = async ({ kind, path }, ran, numpy) => {
  if (ran.hung) return named('hung', ran.hung);
  if (ran.crashed) return named(ran.crashed === 'memory' ? 'large' : 'crashed', ran.crashed);
  if (ran.memory > MOST_MEMORY) return named('large', `${(ran.memory / 2 ** 20).toFixed(0)} MiB`);
  const { status, message, arrays } = ran;
  if (status === 2) {
    const mistake = mistakeOf(message);
    return mistake === null ? named('refused', message) : named(mistake.includes('bug') ? 'crashed' : 'badMessage', `${mistake}: ${message}`); // prettier-ignore
  }
  if (![0, 1, 3].includes(status)) return named('crashed', `status ${status}: ${message}`);
  if (kind !== 'npz') return named('accepted');
  const read = await numpy.read(path);
  if (read === null) return named('accepted');
  if (read.error !== undefined) return named('pickier', read.error);
  const [ours, theirs] = [JSON.stringify(arrays), JSON.stringify(read.arrays)];
  return ours === theirs ? named('accepted') : named('otherValues', `${ours} for ${theirs}`);
};
