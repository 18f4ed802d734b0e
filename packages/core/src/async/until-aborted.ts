/**
 * What is promised, or the signal's reason as soon as it is aborted: a function of a user's may never answer. What it answers, or throws,
 * after that is nobody's.
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
