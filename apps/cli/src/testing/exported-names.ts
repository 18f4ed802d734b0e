import { readFileSync } from 'node:fs';
import ts from 'typescript';

const hasModifier = (statement: ts.Statement, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === kind);

/** `export { a, type B } from './c.ts'`, `export type { D }`, `export * as e from './f.ts'`, `export type * from './g.ts'`. */
const namesOfExport = ({ exportClause, isTypeOnly, moduleSpecifier }: ts.ExportDeclaration): string[] => {
  const kindOf = (isType: boolean) => (isType ? 'type ' : '');
  if (exportClause === undefined) return [`${kindOf(isTypeOnly)}* from ${moduleSpecifier!.getText()}`];
  if (ts.isNamespaceExport(exportClause)) return [`${kindOf(isTypeOnly)}* as ${exportClause.name.text}`];
  return exportClause.elements.map(
    (element) => `${kindOf(isTypeOnly || element.isTypeOnly)}${element.name.text}`,
  );
};

const namesOfDeclaration = (statement: ts.Statement): string[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [`type ${statement.name.text}`];
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return [statement.name?.text ?? 'default'];
  return [statement.getText()]; // whatever it is, the snapshot shows it
};

const namesOf = (statement: ts.Statement): string[] => {
  if (ts.isExportDeclaration(statement)) return namesOfExport(statement);
  if (ts.isExportAssignment(statement)) return ['default'];
  return hasModifier(statement, ts.SyntaxKind.ExportKeyword) ? namesOfDeclaration(statement) : [];
};

/** The names that a module exports, sorted; a type's begins with `type`. Read off its text alone: nothing is resolved. */
export const exportedNames = (file: string): string[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap(namesOf).sort();
};
