import { arithmetics } from './arithmetic.mjs';
import { backPropagationMistakes } from './back-propagation-mistakes.mjs';
import { namedMistakes } from './named-mistakes.mjs';
import { namelessMistakes } from './nameless-mistakes.mjs';
import { shapeMistake } from './shapes-of-mistakes.mjs';

/** What a mistake of a tensor is to be found at: a thousandth of it, a hundredth where the array alone is known. */
const PART = 1e-3;
const PART_ALONE = 1e-2;

/** The part of a tensor at which a mistake is to be found. */
export const partOf = (form) => (form.isAlone ? PART_ALONE : PART);

/** Planted at so many times the limit that is stated. */
const BEYOND = 1.5;

const normOf = (values) => Math.hypot(...values);

/** A tensor whose entries have one right value each, where any other is a mistake. */
const isSmoothIn = ({ sides }, { offset, size }) =>
  !sides?.subarray(offset, offset + size).some((side) => side !== 0);

/** An error of the given norm in one tensor, where mistakes are surely some. */
const sizedMistake = (context, normIn) => {
  const { instance, right, draws, isPart } = context;
  const { tensors } = instance.problem.layout;
  const index = draws.integer(0, tensors.length - 1);
  const slot = tensors[index];
  const norm = normIn(slot, index);
  if (!(norm > 0 && norm < Infinity)) return null;
  const planted = shapeMistake(instance, slot, right, norm, draws, isPart);
  if (planted === null) return null;
  const wrong = right.slice();
  wrong.set(planted.tensor, slot.offset);
  return { name: `${slot.name} ${planted.name}`, kinds: [], wrong };
};

/** Just beyond the limit; a sample's is spread over all entries, of which one is surely drawn. */
const beyondLimit = (context) =>
  sizedMistake(
    context,
    ({ size }, index) => BEYOND * context.limits[index].norm * (context.isPart ? size : 1),
  );

const ofPart = (context) =>
  sizedMistake(context, ({ offset, size }) => partOf(context.form) * normOf(context.right.subarray(offset, offset + size)) * (context.isPart ? Math.sqrt(size) : 1)); // prettier-ignore

/** One mistake of the family's own, as a problem's author would make it. */
const ofFamily = ({ instance, draws, isPart }) => {
  if (instance.wrongs.length === 0 || isPart) return null; // a sample may miss one side of a tie
  const { name, grad, kinds = null } = draws.pick(instance.wrongs);
  return { name, kinds, wrong: grad, isSure: true };
};

/** One of a list, where it changes only what has one right value each. */
const oneOf = (list) => (context) => {
  const { instance, right, draws } = context;
  const { name, plant, kinds } = draws.pick(list);
  const wrong = plant(context);
  if (!wrong) return null;
  const isSure = instance.problem.layout.tensors.every(
    (slot) =>
      isSmoothIn(instance, slot) ||
      wrong.subarray(slot.offset, slot.offset + slot.size).every((w, k) => w === right[slot.offset + k]),
  );
  return isSure ? { name, kinds, wrong } : null;
};

const named = oneOf(namedMistakes);
const backward = oneOf(backPropagationMistakes);
const nameless = oneOf(namelessMistakes);

/** One turn of the rotation for each seed: each kind of mistake is met in every cell. */
const ROTATION = [beyondLimit, ofPart, named, ofFamily, beyondLimit, backward, named, ofPart, nameless];

/** Beyond the limit that is stated for the right gradient by so much: what follows of the check of the wrong one isn't the same limit to the last digit. */
const CLEARLY = 1.05;

/** So many draws of a mistake are tried. */
const TRIES = 3;

/**
 * A wrong gradient, surely beyond the stated limit: `name`, `kinds` of diagnosis that tell its cause (none: it has no name; null: it isn't asked for),
 * `wrong` [P]. Null where none was met. context: the instance, the right gradient, as rounded and
 * exact, its limits by tensor, the form, draws, `isPart` where only some entries
 * are looked at.
 */
export const mistakeOf = (context, seed) => {
  const { precision } = context.form;
  for (let turn = 0; turn < TRIES * ROTATION.length; turn++) {
    const mistake = ROTATION[(seed + turn) % ROTATION.length](context);
    if (mistake === null) continue;
    const wrong = Float64Array.from(mistake.wrong, arithmetics[precision].q);
    if (wrong.every(Number.isFinite) && (mistake.isSure || isBeyond(context, wrong)))
      return { ...mistake, wrong };
  }
  return null;
};

const isBeyond = (context, wrong) =>
  errorsOf(context, wrong).some((error, index) => error > CLEARLY * context.limits[index].norm);

/**
 * The errors of a wrong gradient by tensor, as a check must have met them: norms; of a sample the least entry's, since it may have drawn that one alone. They are
 * those beside the right gradient or beside the exact one, whichever is nearer: both are right.
 */
export const errorsOf = ({ instance, right, exact, isPart }, wrong) =>
  instance.problem.layout.tensors.map(({ offset, size }) => {
    const sizeOf = (from) => {
      const errors = from
        .subarray(offset, offset + size)
        .map((value, k) => Math.abs(wrong[offset + k] - value));
      return isPart ? errors.reduce((least, error) => Math.min(least, error)) : normOf(errors);
    };
    return Math.min(sizeOf(right), sizeOf(exact));
  });
