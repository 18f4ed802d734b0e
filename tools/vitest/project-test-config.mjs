import { defineConfig } from 'vitest/config';

/** Vitest settings of one project: specs beside their sources, our packages resolved to their sources, results kept for the count. */
export const projectTestConfig = (root) =>
  defineConfig({
    root,
    cacheDir: '../../node_modules/.vite',
    resolve: { conditions: ['@gradproof/source', 'module', 'node', 'development|production'] },
    ssr: { resolve: { conditions: ['@gradproof/source', 'module', 'node', 'development|production'] } },
    test: {
      include: ['src/**/*.spec.ts'],
      environment: 'node',
      testTimeout: 60_000,
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results.json' },
    },
  });
