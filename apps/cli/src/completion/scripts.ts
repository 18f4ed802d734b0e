import type { CommandWords, OptionWords } from './command-words.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const names = (options: readonly OptionWords[]): string => options.map(({ name }) => name).join(' ');

/** One line: descriptions may have several. */
const line = (text: string): string => text.replace(/\s+/g, ' ');

const bashScript = (commands: readonly CommandWords[]): string => {
  const choices = commands.flatMap(({ name, options }) =>
    options
      .filter((option) => option.choices.length > 0)
      .map((option) => `    "${name} ${option.name}") words=${quoted(option.choices.join(' '))} ;;`),
  );
  const values = commands.flatMap(({ name, choices: own }) =>
    own.length === 0 ? [] : [`    ${name}) words=${quoted(own.join(' '))} ;;`],
  );
  return `_gradproof() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${commands.map(({ name }) => name).join('|')}) command=$word; break ;; esac
  done
  case "$command $previous" in
${choices.join('\n')}
  esac
  if [[ -z $words && $current == -* ]]; then
    case $command in
${commands.map(({ name, options }) => `    ${name}) words=${quoted(names(options))} ;;`).join('\n')}
    *) words='--help --version' ;;
    esac
  elif [[ -z $words && -z $command ]]; then
    words=${quoted(commands.map(({ name }) => name).join(' '))}
  elif [[ -z $words ]]; then
    case $command in
${values.join('\n')}
    esac
  fi
  if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _gradproof gradproof
`;
};

const zshOption = ({ name, description, takesValue, choices }: OptionWords): string => {
  const said = line(description).replace(/[[\]\\:]/g, '\\$&');
  const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return quoted(`${name}[${said}]${value}`);
};

const zshScript = (commands: readonly CommandWords[]): string => `#compdef gradproof
_gradproof() {
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(
${commands.map(({ name, description }) => `      ${quoted(`${name}:${line(description)}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  case $command in
${commands.map(({ name, options, choices }) => `    ${name}) _arguments ${[...options.map(zshOption), quoted(choices.length > 0 ? `*:value:(${choices.join(' ')})` : '*:file:_files')].join(' ')} ;;`).join('\n')}
  esac
}
if [[ $zsh_eval_context == *:loadautofunc ]]; then _gradproof "$@"; else compdef _gradproof gradproof; fi
`;

const fishScript = (commands: readonly CommandWords[]): string => {
  const all = commands.map(({ name }) => name).join(' ');
  const ofCommand = ({ name, description, options, choices }: CommandWords): string[] => [
    `complete -c gradproof -f -n 'not __fish_seen_subcommand_from ${all}' -a ${name} -d ${quoted(line(description))}`,
    ...(choices.length > 0 ? [`complete -c gradproof -f -n '__fish_seen_subcommand_from ${name}' -a ${quoted(choices.join(' '))}`] : []),
    ...options.map((option) => {
      const value = option.choices.length > 0 ? ` -x -a ${quoted(option.choices.join(' '))}` : option.takesValue ? ' -r' : '';
      return `complete -c gradproof -n '__fish_seen_subcommand_from ${name}' -l ${option.name.slice(2)} -d ${quoted(line(option.description))}${value}`;
    }),
  ]; // prettier-ignore
  return `${commands.flatMap(ofCommand).join('\n')}\n`;
};

/** The shells that completion is there for. */
export const SHELLS = ['zsh', 'bash', 'fish'] as const;
/** One of them. */
export type Shell = (typeof SHELLS)[number];

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  zsh: zshScript,
  bash: bashScript,
  fish: fishScript,
};

/** What a shell evaluates to complete the command line. */
export const completionScript = (shell: Shell, commands: readonly CommandWords[]): string =>
  SCRIPTS[shell](commands);
