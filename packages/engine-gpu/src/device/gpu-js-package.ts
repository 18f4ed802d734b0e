import library from 'gpu.js';

/** gpu.js itself: bundled when this package is packed, since it brings its own `webgpu` and an optional `gl` that npm compiles for minutes. */
export const gpuJs: unknown = library;
