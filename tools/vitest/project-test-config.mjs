import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Vitest settings of one project: specs beside their sources, our packages resolved to their sources, results kept for the count. */
export const projectTestConfig = (root, include = ['src/**/*.spec.ts']) =>
  defineConfig({
    root,
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite', import.meta.url)),
    resolve: { conditions: ['@gradproof/source', 'module', 'node', 'development|production'] },
    ssr: { resolve: { conditions: ['@gradproof/source', 'module', 'node', 'development|production'] } },
    test: {
      include,
      environment: 'node',
      testTimeout: 60_000,
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results.json' },
    },
  });
