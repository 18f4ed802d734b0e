import { multiIndex } from '@gradproof/flatteners';
import { InputError, type Tensor } from '@gradproof/model';

/** An entry's name: `X[0,3]`. */
export const entryName = (name: string, shape: readonly number[], at: number): string => {
  const index = multiIndex(shape, at);
  return index.length === 0 ? name : `${name}[${index.join(',')}]`;
};

/** Throws InputError at the first NaN or Infinity, naming its place. */
export const assertFinite = (name: string, { shape, data }: Tensor): void => {
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new InputError(`${entryName(name, shape, at)} is ${data[at]}; ${name} must hold finite numbers.`);
};
