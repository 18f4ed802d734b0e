import { InvalidArgumentError } from 'commander';

/** A decimal number as an option's value; its range is checked where it is used. */
export const parseNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || (Number.isNaN(value) && text !== 'NaN')) {
    throw new InvalidArgumentError('It must be a number.');
  }
  return value;
};

/** A positive integer as an option's value. */
export const parseCount = (text: string): number => {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a positive integer.');
};

/** A port as an option's value; 0 takes a free one. */
export const parsePort = (text: string): number => {
  const value = parseNumber(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be an integer from 0 to 65535.');
};

/** Seconds as an option's value, up to a day: what problem.json's timeLimit may be. */
export const parseSeconds = (text: string): number => {
  const value = parseNumber(text);
  if (value >= 0.001 && value <= 86_400) return value;
  throw new InvalidArgumentError('It must be a number of seconds from 0.001 to 86400.');
};
