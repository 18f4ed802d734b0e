/** Folders of packages/core/src: each imports only from those before it. `classic` stands aside. */
const CORE_FOLDERS = [
  'numerics',
  'async',
  'contract',
  'differentiate',
  'compare',
  'judge',
  'findings',
  'diagnose',
  'report',
  'probe',
  'define',
  'check',
];

const inCore = (folders) => `^packages/core/src/(${folders.join('|')})/`;

const oneDirection = CORE_FOLDERS.slice(0, -1).map((folder, at) => ({
  name: `core-${folder}-imports-only-what-comes-before`,
  severity: 'error',
  comment: `packages/core/src/${folder} may import from: ${CORE_FOLDERS.slice(0, at + 1).join(', ')}.`,
  from: { path: inCore([folder]) },
  to: { path: inCore([...CORE_FOLDERS.slice(at + 1), 'classic']) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Files that import each other can only be read together. Move what both need into a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circular-folders',
      severity: 'error',
      comment: 'Folders that import each other are one folder. Move what both need below both.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/' },
      to: { couldNotResolve: true, path: '^([.]|@gradproof)' },
    },
    ...oneDirection,
  ],
  options: {
    tsPreCompilationDeps: true, // imports of types count, too
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|out-tsc|assembly|bundle)/|[.](spec|d)[.]m?ts$' }, // a spec may reach over its folder's border
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@gradproof/source', 'import', 'node', 'default'],
    },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
