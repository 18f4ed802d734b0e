export { sha256 } from './store/sha256.ts';
export type { ChunkStore } from './store/chunk-store.ts';
