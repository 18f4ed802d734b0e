import { isLayered, kinds } from './instances.mjs';
import { methodsOf, precisions } from './ways.mjs';

/** The name of a cell: kind/method/precision. */
export const cellName = ({ kind, method, precision }) => `${kind}/${method}/${precision}`;

/** Every cell: a kind of problems, checked by a method, its gradients given in a precision. */
export const cells = Object.keys(kinds).flatMap((kind) =>
  Object.keys(methodsOf(isLayered(kind))).flatMap((method) =>
    precisions.map((precision) => ({ kind, method, precision })),
  ),
);

/** The cells whose names match. */
export const cellsLike = (pattern) => cells.filter((cell) => new RegExp(pattern).test(cellName(cell)));
