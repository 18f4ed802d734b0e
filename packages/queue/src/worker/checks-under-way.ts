import { type CheckRound, isOver, type Outcomes } from '../records/outcomes.ts';

/** How long an answer of Redis is reused, milliseconds: runs that begin within it needn't ask. */
const GOOD_FOR = 500;
/** The most checks that are remembered. */
const MOST = 1000;

/** Which checks are under way, as of half a second ago. */
export interface ChecksUnderWay {
  /** Whether the check goes on, or did half a second ago. */
  readonly has: (check: CheckRound) => Promise<boolean>;
}

/** Asks Redis, and caches which checks are under way. */
export const createChecksUnderWay = (outcomes: Omit<Outcomes, 'signer'>): ChecksUnderWay => {
  const asked = new Map<string, number>();
  return {
    has: async (check) => {
      const key = `${check.id} ${check.round}`;
      if (performance.now() - (asked.get(key) ?? -Infinity) < GOOD_FOR) return true;
      if (await isOver(outcomes, check)) return false;
      if (asked.size >= MOST) asked.clear();
      asked.set(key, performance.now());
      return true;
    },
  };
};
