import ts from 'typescript';
import { larger, replacementsOf, smaller } from './runtime.mjs';

const RUNTIME = '$mutate';
/** Stands before an instrumented source, on its first line. */
const PREAMBLE = 'const $mutate = globalThis.__mutate; ';
const K = ts.SyntaxKind;
const PLAIN_NUMBERS = new Set(['0', '1', '2']);
const FORMATTING = new Set(['toFixed', 'toPrecision', 'toExponential', 'padStart', 'padEnd', 'toString']);

const parse = (path, text) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

const unwrapped = (node) =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? unwrapped(node.expression)
    : node;

const isMath = (node) =>
  ts.isPropertyAccessExpression(node) && ['Math', 'Number'].includes(node.expression.getText());

/** Whether a node's value is a number, computed from numbers and from other constants. */
const isNumeric = (wrapped) => {
  const node = unwrapped(wrapped);
  if (ts.isNumericLiteral(node) || ts.isIdentifier(node) || isMath(node)) return true;
  if (ts.isPrefixUnaryExpression(node)) return isNumeric(node.operand);
  if (ts.isBinaryExpression(node))
    return (
      /^[-+*/]$|^\*\*$/.test(node.operatorToken.getText()) && isNumeric(node.left) && isNumeric(node.right)
    );
  return ts.isCallExpression(node) && isMath(node.expression) && node.arguments.every(isNumeric);
};

/** Whether a node is numbers, texts and names, or a table of them: it can be computed again. */
const isTable = (wrapped) => {
  const node = unwrapped(wrapped);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isTable(property.initializer),
    );
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isTable);
  return ts.isStringLiteral(node) || node.kind === K.NullKeyword || isNumeric(node);
};

const hasNumber = (node) =>
  ts.isNumericLiteral(node) ||
  isMath(node) ||
  Boolean(ts.forEachChild(node, (child) => hasNumber(child) || undefined));

/** A declaration of one constant of the module, whose value is a number or a table with numbers. */
const isModuleConstant = (node) => {
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(node.parent)) return false;
  const { declarations, flags } = node.declarationList;
  if (declarations.length !== 1 || !(flags & ts.NodeFlags.Const)) return false;
  const [{ name, initializer }] = declarations;
  return ts.isIdentifier(name) && initializer !== undefined && isTable(initializer) && hasNumber(initializer);
};

/** The names of a file's constants. */
export const constantsOf = (path, text) =>
  parse(path, text)
    .statements.filter(isModuleConstant)
    .map((statement) => statement.declarationList.declarations[0].name.text);

const isTypeOnly = (node) =>
  ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

const holdsText = (node) =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isParenthesizedExpression(node) && holdsText(node.expression)) ||
  (ts.isBinaryExpression(node) && (holdsText(node.left) || holdsText(node.right)));

/** Whether an expression can be computed twice: names, and entries at names. */
const isPlace = (node) => {
  if (ts.isIdentifier(node) || ts.isNumericLiteral(node) || node.kind === K.ThisKeyword) return true;
  if (ts.isNonNullExpression(node) || ts.isPropertyAccessExpression(node)) return isPlace(node.expression);
  if (ts.isElementAccessExpression(node)) return isPlace(node.expression) && isPlace(node.argumentExpression);
  return ts.isBinaryExpression(node) && isPlace(node.left) && isPlace(node.right);
};

const decidesOf = (node) => {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return decidesOf(parent);
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
};

/** Whether an identifier is read here as the value of a constant. */
const isRead = (node) => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.initializer === node;
  return ts.isExpression(parent) || ts.isReturnStatement(parent) || ts.isTemplateSpan(parent);
};

/** The names that a file declares within its functions. */
const localNames = (source) => {
  const names = new Set();
  const visit = (node) => {
    const isLocal =
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      (ts.isVariableDeclaration(node) && !ts.isSourceFile(node.parent.parent.parent));
    if (isLocal && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
};

/**
 * A source with all its mutants in it, each behind a switch of the runtime, and the list of them. Sites are numbered from `first`; null:
 * no mutants, only the reads of constants (`names`) are made known to the runtime.
 */
export const instrument = (path, text, first, names) => {
  const source = parse(path, text);
  const locals = localNames(source);
  const mutants = [];
  let site = first ?? 0;
  let isWithinNumber = false;
  let naming = null; // the constant that is being declared, or that a table's number belongs to

  const addSite = (node, kind, changes) => {
    if (first === null || isWithinNumber) return null;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const text = node.getText().replaceAll(/\s+/g, ' ');
    const original = naming === null ? text : `${naming} = ${text}`;
    changes.forEach((change, variant) => mutants.push({ site, variant, kind, line, original, change }));
    return site++;
  };

  /** The text of a node with its children's changes. */
  const inner = (node) => {
    let result = '';
    let position = node.getStart();
    ts.forEachChild(node, (child) => {
      const start = child.getStart();
      if (child.kind === K.EndOfFileToken || start < position) return;
      result += text.slice(position, start) + emit(child);
      position = child.getEnd();
    });
    return result + text.slice(position, node.getEnd());
  };

  const number = (node) => {
    const value = evaluated(node);
    const changes =
      value === null
        ? [`${node.getText()} · 4`, `${node.getText()} / 4`]
        : [larger(value), smaller(value)].map(String);
    const at = value === 0 ? null : addSite(node, 'constants', changes); // a factor changes nothing in 0
    const outside = isWithinNumber;
    isWithinNumber = true; // its parts have no sites of their own
    const changed = inner(node);
    isWithinNumber = outside;
    return at === null ? changed : `${RUNTIME}.constant(${at}, ${changed})`;
  };

  /** A constant's value: one site for each number of a table, no site within a number. */
  const table = (node) => {
    if (isNumeric(node)) return hasNumber(node) ? number(node) : emit(node);
    let result = '';
    let position = node.getStart();
    const visit = (child) => {
      const isValue = !ts.isPropertyAssignment(child) && !ts.isTypeNode(child);
      const parts = ts.isPropertyAssignment(child) ? child.initializer : child;
      if (!isValue || isTable(parts)) {
        result += text.slice(position, parts.getStart()) + table(parts);
        position = parts.getEnd();
      }
    };
    ts.forEachChild(node, visit);
    return result + text.slice(position, node.getEnd());
  };

  const moduleConstant = (node) => {
    const declaration = node.declarationList.declarations[0];
    const { name, initializer, type } = declaration;
    const prefix = text.slice(node.getStart(), node.declarationList.getStart());
    const typed = type === undefined ? '' : `: ${type.getText()}`;
    naming = name.text;
    const value = table(initializer);
    naming = null;
    return `${prefix}let ${name.text}${typed} = ${initializer.getText()}; ${RUNTIME}.initial('${name.text}', () => { ${name.text} = ${value}; });`;
  };

  const binary = (node) => {
    const operator = node.operatorToken.getText();
    if (operator === '&&' || operator === '||') {
      const at = addSite(node, 'comparisons', [operator === '&&' ? '||' : '&&']);
      if (at === null) return inner(node);
      return `(${RUNTIME}.logical(${at}, ${operator === '&&'}, ${emit(node.left)}) ? ${emit(node.right)} : ${RUNTIME}.left)`;
    }
    const isAssignment = /^[-+*/]=$/.test(operator);
    const plain = isAssignment ? operator[0] : operator;
    if (holdsText(node) || (isAssignment && !isPlace(node.left))) return inner(node);
    const replacements = replacementsOf(plain);
    const tried = decidesOf(node) ? replacements.slice(0, plain.includes('==') ? 0 : 1) : replacements;
    if (tried.length === 0) return inner(node);
    const at = addSite(
      node,
      'comparisons',
      tried.map((other) => (isAssignment ? `${other}=` : other)),
    );
    if (at === null) return inner(node);
    const left = isAssignment ? node.left.getText() : emit(node.left);
    const value = `${RUNTIME}.binary['${plain}'](${at}, ${left}, ${emit(node.right)})`;
    return isAssignment ? `(${node.left.getText()} = ${value})` : value;
  };

  const condition = (node, changes) => {
    const at = addSite(node, 'comparisons', changes);
    return at === null ? emit(node) : `${RUNTIME}.condition(${at}, ${emit(node)})`;
  };

  const call = (node) => {
    const { expression } = node;
    const rest = () => node.arguments.map(emit).join(', ');
    const name = expression.getText();
    const others = { 'Math.max': 'Math.min', 'Math.min': 'Math.max', 'Math.abs': 'no Math.abs' };
    if (name in others) {
      const at = addSite(node, 'comparisons', [others[name]]);
      return at === null ? inner(node) : `${RUNTIME}.${name.slice(5)}(${at}, ${rest()})`;
    }
    if (ts.isPropertyAccessExpression(expression) && ['some', 'every'].includes(expression.name.text)) {
      const method = expression.name.text;
      const at = addSite(node, 'comparisons', [method === 'some' ? 'every' : 'some']);
      const questioned = expression.questionDotToken ? '?.' : '';
      if (at !== null)
        return `${emit(expression.expression)}${questioned}[${RUNTIME}.method(${at}, '${method}')](${rest()})`;
    }
    return inner(node);
  };

  const isOrdinary = (node) => {
    const { parent } = node;
    if (
      ts.isElementAccessExpression(parent) ||
      (ts.isPropertyName(node) && ts.isPropertyAssignment(parent) && parent.name === node)
    )
      return true;
    if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression))
      return FORMATTING.has(parent.expression.name.text) || PLAIN_NUMBERS.has(node.text);
    return PLAIN_NUMBERS.has(node.text);
  };

  const emit = (node) => {
    if (isTypeOnly(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      return node.getText();
    if (isModuleConstant(node)) return moduleConstant(node);
    if (ts.isBinaryExpression(node)) return binary(node);
    if (ts.isCallExpression(node)) return call(node);
    if (ts.isIfStatement(node)) {
      const otherwise = node.elseStatement ? ` else ${emit(node.elseStatement)}` : '';
      return `if (${condition(node.expression, ['true', 'false'])}) ${emit(node.thenStatement)}${otherwise}`;
    }
    if (ts.isConditionalExpression(node)) {
      const value = condition(node.condition, ['true', 'false']);
      return `(${value} ? ${emit(node.whenTrue)} : ${emit(node.whenFalse)})`;
    }
    if (ts.isNumericLiteral(node) && !isOrdinary(node)) return number(node);
    if (ts.isShorthandPropertyAssignment(node) && names.has(node.name.text) && !locals.has(node.name.text))
      return `${node.name.text}: ${RUNTIME}.read('${node.name.text}', ${node.name.text})`;
    if (ts.isIdentifier(node) && names.has(node.text) && !locals.has(node.text) && isRead(node))
      return `${RUNTIME}.read('${node.text}', ${node.text})`;
    return inner(node);
  };

  return { text: PREAMBLE + emit(source), mutants };
};

/** The value of a literal, also a negative one; null for anything else. */
function evaluated(wrapped) {
  const node = unwrapped(wrapped);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  const isMinus = ts.isPrefixUnaryExpression(node) && node.operator === K.MinusToken;
  return isMinus && ts.isNumericLiteral(node.operand) ? -Number(node.operand.text) : null;
}
