/** An argument as a POSIX shell reads it back. */
const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** A command line that can be pasted into a shell; options without a value are left out, true ones stand alone. */
export const commandLine = (
  words: readonly string[],
  options: Readonly<Record<string, string | number | boolean | undefined>>,
): string => {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false
      ? []
      : value === true
        ? [`--${name}`]
        : [`--${name}`, String(value)],
  );
  return [...words, ...given].map(quoted).join(' ');
};
