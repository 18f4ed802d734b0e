import { InputError, quoted } from '@gradproof/model';
import { numberOfFloat16 } from './float16.ts';
import type { PythonLiteral } from './python-literal.ts';

/** The kinds of numbers that are read; all become float64. */
export interface Dtype {
  /** NumPy's name: float64, int32, bool, … */
  readonly name: string;
  readonly bytes: number;
  readonly littleEndian: boolean;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number | bigint;
}

type Kind = Omit<Dtype, 'littleEndian'>;

const KINDS: Readonly<Record<string, Kind>> = {
  f8: { name: 'float64', bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  f4: { name: 'float32', bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f2: { name: 'float16', bytes: 2, read: (view, at, little) => numberOfFloat16(view.getUint16(at, little)) },
  i8: { name: 'int64', bytes: 8, read: (view, at, little) => view.getBigInt64(at, little) },
  i4: { name: 'int32', bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  i2: { name: 'int16', bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  i1: { name: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) },
  u8: { name: 'uint64', bytes: 8, read: (view, at, little) => view.getBigUint64(at, little) },
  u4: { name: 'uint32', bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  u2: { name: 'uint16', bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  u1: { name: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) },
  b1: { name: 'bool', bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
};

const READABLE = 'float64, float32, float16, integers and bool';

/** The dtype that a header's `descr` names. Throws InputError for objects (pickles), structures, complex numbers and whatever else isn't read. */
export const dtypeOf = (file: string, descr: PythonLiteral | undefined): Dtype => {
  if (typeof descr !== 'string') {
    throw new InputError(
      `${file} holds records (a structured dtype). Save a plain array: ${READABLE} are read.`,
    );
  }
  const [, order, code] = /^([<>=|]?)(\w+)$/.exec(descr) ?? [];
  if (code?.startsWith('O')) {
    throw new InputError(
      `${file} holds Python objects (dtype object), which are pickled and are not read: they can run code. Save numbers: np.asarray(…, dtype=np.float64).`,
    );
  }
  const kind = code !== undefined && Object.hasOwn(KINDS, code) ? KINDS[code] : undefined;
  if (!kind) {
    throw new InputError(
      `${file} has dtype ${quoted(descr)}, which is not read; ${READABLE} are. Convert it: np.asarray(…, dtype=np.float64).`,
    );
  }
  return { ...kind, littleEndian: order !== '>' };
};
