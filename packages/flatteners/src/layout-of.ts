import { InputError, shapeText, sizeOf } from '@gradproof/model';
import type { Layout, TensorSlot } from './layout.ts';

const refuseBadShape = (name: string, shape: readonly number[]): void => {
  if (Array.from(shape).some((dimension) => !Number.isSafeInteger(dimension) || dimension < 0)) {
    throw new InputError(`${name} has shape ${shapeText(shape)}: a dimension is an integer of at least 0.`);
  }
  if (sizeOf(shape) === 0) {
    throw new InputError(`${name} has shape ${shapeText(shape)}: it holds no numbers. Leave it out.`);
  }
};

/**
 * The layout of tensors, one after the other.
 *
 * @param tensors Their names and shapes, in order.
 * @throws InputError for a name given twice, or a shape that holds nothing.
 */
export const layoutOf = (
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Layout => {
  const names = new Set<string>();
  const slots: TensorSlot[] = [];
  let offset = 0;
  for (const { name, shape } of tensors) {
    if (names.has(name)) throw new InputError(`Two tensors are called ${name}; names must differ.`);
    names.add(name);
    refuseBadShape(name, shape);
    const size = sizeOf(shape);
    slots.push({ name, shape, offset, size });
    offset += size;
  }
  return { tensors: slots, size: offset };
};
