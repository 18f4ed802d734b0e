import { InvalidArgumentError } from 'commander';

/** A decimal number as an option's value; its range is checked where it is used. */
export const parseNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || (Number.isNaN(value) && text !== 'NaN')) {
    throw new InvalidArgumentError('It must be a number.');
  }
  return value;
};

/** A whole number from 1 as an option's value. */
export const parseCount = (text: string): number => {
  const value = parseNumber(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number from 1.');
};
