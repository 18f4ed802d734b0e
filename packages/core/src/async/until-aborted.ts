/**
 * Resolves as the promise does, or rejects with the signal's reason as soon as it is aborted: a user's function may never settle. What it
 * returns or throws after that is ignored.
 */
export const untilAborted = async <Value>(
  promised: PromiseLike<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> => {
  if (!signal) return promised;
  let refuse: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a reason is what the user has made it
    refuse = () => reject(signal.reason);
    signal.addEventListener('abort', refuse, { once: true });
    if (signal.aborted) refuse();
  });
  try {
    return await Promise.race([promised, aborted]);
  } finally {
    signal.removeEventListener('abort', refuse!);
  }
};
