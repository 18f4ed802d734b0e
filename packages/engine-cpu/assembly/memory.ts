/** The address of the number at an offset. */
export function at(offset: u32): usize {
  return (<usize>offset) << 3;
}
