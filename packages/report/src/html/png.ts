import { constants } from 'node:zlib';
import { PNG } from './libraries.ts';

/** Cells repeat without gradients between them: unfiltered rows and plain deflate give the smallest file. */
const PACKING = { filterType: 0, deflateLevel: 9, deflateStrategy: constants.Z_DEFAULT_STRATEGY };

/** An image as a PNG file: 8 bits a channel, `pixels` RGBA row by row. */
export const encodePng = (width: number, height: number, pixels: Uint8Array): Buffer => {
  const image = new PNG({ width, height });
  image.data.set(pixels);
  return PNG.sync.write(image, PACKING);
};

/** The image as an address that holds it. */
export const pngAddress = (width: number, height: number, pixels: Uint8Array): string =>
  `data:image/png;base64,${encodePng(width, height, pixels).toString('base64')}`;
