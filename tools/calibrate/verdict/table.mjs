import { totalOf } from './tally.mjs';

const percent = (part) =>
  part === 0 ? '0' : part < 0.0095 ? (100 * part).toFixed(2) : (100 * part).toFixed(1);
const share = (count, of) => (of === 0 ? '–' : percent(count / of));

const cellText = (trials) => {
  if (trials.length === 0) return '';
  const { right, incorrect, inconclusive, beyond, passed, seen, found } = totalOf(trials);
  return `${right}: ${share(incorrect, right)} / ${share(inconclusive, right)} / ${share(passed, beyond)} / ${share(found, seen)}`;
};

/** A table for each method, by kind and form, in Markdown. */
export const tablesOf = (cells) => {
  const groups = Map.groupBy(
    cells,
    ({ method, isLayered }) => `${method}, ${isLayered ? 'layered' : 'functions'}`,
  );
  return [...groups].map(([name, own]) => tableOf(name, own)).join('\n\n');
};

const tableOf = (name, cells) => {
  const [kinds, forms] = ['kind', 'form'].map((key) => [...new Set(cells.map((cell) => cell[key]))]);
  const at = (kind, form) =>
    cells.filter((cell) => cell.kind === kind && cell.form === form).flatMap(({ trials }) => trials);
  return [
    `| ${name} | ${forms.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(forms.length)}`,
    ...kinds.map((kind) => `| ${kind} | ${forms.map((form) => cellText(at(kind, form))).join(' | ')} |`),
  ].join('\n');
};
