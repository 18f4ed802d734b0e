/** Rows and columns of the field. */
export const SIDE = 1000;
/** Where the gradient is wrong: row 617, column 283. */
export const MISTAKE = 617 * SIDE + 283;

/** A smooth field with some waves in it, the same every time. */
export const initialField = (): Float64Array =>
  Float64Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    return Math.sin(0.37 * row) * Math.cos(0.23 * column) + 0.3 * Math.sin(1.7 * (row + 2 * column));
  });

/** The energy: a sum of ½(w − neighbour)² over neighbours to the right and below (the field is a torus), and of (w² − 1)²/4, by rows. */
export const cost = (w: Float64Array): number => {
  let total = 0;
  for (let row = 0; row < SIDE; row++) {
    const below = ((row + 1) % SIDE) * SIDE;
    let sum = 0;
    for (let column = 0; column < SIDE; column++) {
      const value = w[row * SIDE + column]!;
      const right = value - w[row * SIDE + ((column + 1) % SIDE)]!;
      const down = value - w[below + column]!;
      sum += 0.5 * (right * right + down * down) + 0.25 * (value * value - 1) ** 2;
    }
    total += sum; // a row at a time: long sums lose digits
  }
  return total;
};

/** 4w − its four neighbours + w(w² − 1). */
export const gradient = (w: Float64Array): Float64Array =>
  w.map((value, at) => {
    const [row, column] = [Math.floor(at / SIDE), at % SIDE];
    const at2 = (r: number, c: number) => w[((r + SIDE) % SIDE) * SIDE + ((c + SIDE) % SIDE)]!;
    const neighbours =
      at2(row - 1, column) + at2(row + 1, column) + at2(row, column - 1) + at2(row, column + 1);
    return 4 * value - neighbours + value * (value * value - 1);
  });

/** The same with one entry that counts a neighbour twice. */
export const gradientWithMistake = (w: Float64Array): Float64Array => {
  const wrong = gradient(w);
  wrong[MISTAKE]! -= w[MISTAKE + 1]!;
  return wrong;
};
