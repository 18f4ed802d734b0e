import { at } from './memory';

/** to[p][o] = column[p][o]·seeds[p]: what one unit's increment does to the next layer's pre-activations. */
export function spread(panels: u32, rows: u32, columns: u32, seeds: u32, to: u32, toStride: u32): void {
  let list = at(columns);
  let seed = at(seeds);
  let panel = at(to);
  for (let p: u32 = 0; p < panels; p++) {
    const left = v128.load(seed);
    const right = v128.load(seed, 16);
    let w = at(<u32>load<f64>(list));
    let out = panel;
    const end = out + ((<usize>rows) << 5);
    while (out < end) {
      const weight = v128.load64_splat(w);
      v128.store(out, f64x2.mul(weight, left));
      v128.store(out, f64x2.mul(weight, right), 16);
      w += 8;
      out += 32;
    }
    list += 8;
    seed += 32;
    panel += at(toStride);
  }
}
