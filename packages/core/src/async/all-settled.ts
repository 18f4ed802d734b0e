/** Waits for two promises: rejects only when both have settled, with the first one's reason if it has one. */
export const allSettledOrThrow = async <First, Second>(
  first: Promise<First>,
  second: Promise<Second> | Second,
): Promise<[First, Second]> => {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') throw one.reason;
  if (other.status === 'rejected') throw other.reason;
  return [one.value, other.value];
};
