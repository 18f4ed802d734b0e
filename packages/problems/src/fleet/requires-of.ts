import type { Expression, Program, SpreadElement, Super } from 'acorn';
import { simple } from 'acorn-walk';
import { fileURLToPath } from 'node:url';

/** What goes by which name in a module. */
export interface Requires {
  /** What imports when it is called. */
  readonly names: ReadonlySet<string>;
  /** Whether a `require` is made that goes by none of these, or that looks for files elsewhere. */
  readonly others: boolean;
}

/** What jiti makes of static and dynamic imports, and what CommonJS has. */
const IMPORTING = ['require', 'jitiImport'];

/** Whether it is `createRequire`, `module.createRequire`, or `(0, module.createRequire)`, as jiti writes it. */
const isCreateRequire = (callee: Expression | Super): boolean => {
  if (callee.type === 'SequenceExpression') return isCreateRequire(callee.expressions.at(-1)!);
  const named = callee.type === 'MemberExpression' ? callee.property : callee;
  return named.type === 'Identifier' && named.name === 'createRequire';
};

/** Whether it names the module's own file: jiti writes import.meta's out. */
const isOwn = (place: Expression | SpreadElement | undefined, filename: string): boolean => {
  if (place?.type === 'Identifier') return place.name === '__filename';
  if (place?.type !== 'Literal' || typeof place.value !== 'string') return false;
  return (
    place.value === filename || (place.value.startsWith('file:') && fileURLToPath(place.value) === filename)
  );
};

/** Whether it is `createRequire(import.meta.url)`: a `require` of the module's own. */
export const isOwnRequire = (made: Expression | Super | null | undefined, filename: string): boolean =>
  made?.type === 'CallExpression' && isCreateRequire(made.callee) && isOwn(made.arguments[0], filename);

/** The names by which a module requires, wherever they are given: `const load = createRequire(import.meta.url)`. */
export const requiresOf = (program: Program, filename: string): Requires => {
  const names = new Set(IMPORTING);
  let [made, known] = [0, 0];
  simple(program, {
    CallExpression: ({ callee }) => {
      if (isCreateRequire(callee)) made++;
      if (isOwnRequire(callee, filename)) known++; // called where it is made
    },
    VariableDeclarator: ({ id, init }) => {
      const isOwnMade = isOwnRequire(init, filename);
      const isAlias = init?.type === 'Identifier' && IMPORTING.includes(init.name);
      if (isOwnMade) known++;
      if (id.type === 'Identifier' && (isOwnMade || isAlias)) names.add(id.name);
    },
  });
  return { names, others: made > known };
};
