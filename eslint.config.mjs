import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Who may know whom: a package depends only on those to its left (model ← flatteners ← core ← engines, formats, report, queue ← problems, vitest ← apps). */
const below = {
  'scope:model': [],
  'scope:flatteners': ['scope:model'],
  'scope:core': ['scope:model', 'scope:flatteners'],
  'scope:engine': ['scope:model', 'scope:flatteners', 'scope:core', 'scope:engine-conformance'],
  'scope:engine-conformance': ['scope:model', 'scope:flatteners', 'scope:core'],
  'scope:formats': ['scope:model', 'scope:flatteners', 'scope:core'],
  'scope:report': ['scope:model', 'scope:flatteners', 'scope:core'],
  'scope:queue': ['scope:model', 'scope:flatteners', 'scope:core'],
  'scope:problems': ['scope:model', 'scope:flatteners', 'scope:core', 'scope:formats'],
  'scope:vitest': [
    'scope:model',
    'scope:core',
    'scope:engine',
    'scope:formats',
    'scope:problems',
    'scope:report',
  ],
  'scope:app': [
    'scope:model',
    'scope:flatteners',
    'scope:core',
    'scope:engine',
    'scope:formats',
    'scope:problems',
    'scope:report',
    'scope:queue',
    'scope:engine-conformance',
    'scope:vitest',
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      'apps/cli/bundle',
      '**/assembly',
      '**/out-tsc',
      '.nx',
      '**/node_modules',
      '**/test-results.json',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: ['#platform'], // of engine-cpu: Node's file or a browser's
          depConstraints: Object.entries(below).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
            sourceTag,
            onlyDependOnLibsWithTags,
          })),
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/vitest.config.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' }, // the settings that every project shares lie in tools/
  },
  prettier,
);
