import { createMemoryChunkStore } from './memory-chunk-store.ts';
import { testChunkStore } from './test-chunk-store.ts';

testChunkStore('memory', () => {
  const store = createMemoryChunkStore();
  return Promise.resolve({
    store,
    age: (hash, seconds) => Promise.resolve(store.age(hash, seconds)),
    damage: (hash, bytes) => Promise.resolve(void store.chunks.set(hash, bytes)),
    stop: () => store.close(),
  });
});
