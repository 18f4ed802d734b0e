// The page's libraries, in one file: it is bundled when the package is packed, so that who shows reports as text installs none of them.
export * as Plot from '@observablehq/plot';
export { parseHTML } from 'linkedom';
export { PNG } from 'pngjs';
