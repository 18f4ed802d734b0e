import process from 'node:process';
import { oneOf, TEXTS } from './draws.mjs';

const say = (text) => ['sh', '-c', `printf '${text}'`];
const frame = (header, payload = '') => `GPF1\\${header.length.toString(8).padStart(3, '0')}\\000\\000\\000\\${payload.length.toString(8).padStart(3, '0')}\\000\\000\\000\\000\\000\\000\\000${header}${payload}`; // prettier-ignore
const hello = (rest) => `{"id":0,"version":1,"operations":["cost"],${rest}}`;

/** Programs that don't answer as they should. */
const COMMANDS = [
  ['true'],
  ['false'],
  ['cat'],
  ['no-such-program'],
  ['./model.sh'],
  ['./data.txt'],
  ['.'],
  ['/'],
  [`./${'x'.repeat(5000)}`],
  ['true', 'x'.repeat(3e6)],
  ['sh', '-c', 'kill -9 $$'],
  ['sh', '-c', 'head -c 100000 /dev/zero'],
  ['sh', '-c', 'yes | head -c 1000000; yes \u001b[31m >&2 | head -c 10'],
  say('GPF1'),
  say('hello\\033[31m'),
  say('GPF1\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377'),
  say(frame('[]')),
  say(frame('{nope')),
  say(frame('{"id":0,"error":""}')),
  say(frame('{"id":0,"error":"\\033[2J"}')),
  say(frame(hello('"parameters":[]'))),
  say(frame(hello('"parameters":[{"name":"w","shape":[1]}]'), '12345678')),
  say(frame(hello('"parameters":[{"name":"w","shape":[1e9,1e9]}]'))),
  say(frame(hello('"parameters":[{"name":"","shape":[-1]}]'))),
  [process.execPath, '-e', 'throw new Error("no")'],
];

/** problem.json of a process that fails. */
export const processJson = (random) => {
  const command = oneOf(random, COMMANDS);
  const text = oneOf(random, TEXTS);
  return { process: { command: random() < 0.8 ? command : [...command, text] } };
};
