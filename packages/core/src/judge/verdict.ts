/** What a check concludes. */
export type Verdict = 'correct' | 'incorrect' | 'inconclusive';
