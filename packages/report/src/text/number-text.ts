/** A number of which the size matters: 1.2e-16; 0 as 0. */
export const sizeText = (value: number): string => {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e4 ? value.toPrecision(3) : value.toExponential(2);
};

/** A number of which the digits matter. */
export const digitsText = (value: number): string => {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6 ? value.toPrecision(10) : value.toExponential(9);
};

/**
 * 1537 as "1,537". By hand: the first toLocaleString() of a process takes 10 ms and more.
 *
 * @param count An integer.
 * @returns Its digits in groups of three.
 */
export const countText = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/**
 * A duration as people say it: "0.12 s", "3 min 5 s", "2 h 10 min".
 *
 * @param seconds From 0.
 * @returns Two units at most.
 */
export const durationText = (seconds: number): string => {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
};
