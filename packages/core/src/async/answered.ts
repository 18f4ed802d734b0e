/**
 * What is asked for beside the check itself, for a finding: where a user's function throws, or answers too late, that is no answer, and the verdict stands.
 *
 * @param ask Asks; what it throws is no answer.
 * @param signal The check's own: once it is aborted its reason is thrown.
 * @returns The answer; null where there is none.
 */
export const answered = async <Answer>(
  ask: () => Answer | PromiseLike<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer | null> => {
  try {
    return await ask();
  } catch {
    signal?.throwIfAborted();
    return null;
  }
};
