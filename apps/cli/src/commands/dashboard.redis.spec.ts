import { startRedis, type TestRedis } from '@gradproof/queue/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.ts';
import { runCaptured } from '../testing/run-captured.ts';

const breastCancer = fileURLToPath(new URL('../../../../examples/breast-cancer', import.meta.url));
const TOKEN = 'a-token-of-more-than-16-characters';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks the dashboard; fetch would not let a Host header through. */
const ask = (
  url: string,
  { method = 'GET', ...headers }: Record<string, string> & { method?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });

let redis: TestRedis;
let folder: string;

beforeAll(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'gradproof-dashboard-'));
  await writeFile(join(folder, 'token'), `${TOKEN}\n`);
  const { status } = await runCaptured(['submit', breastCancer, ...place()]);
  expect(status).toBe(0);
});

afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

const place = () => ['--redis', redis.url, '--prefix', redis.prefix];

/** Runs the dashboard on a free port while `use` asks it, and ends it as Ctrl-C does; tells its exit status. */
const withDashboard = async (
  args: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<number> => {
  const interrupt = new AbortController();
  let listening: (url: string) => void = () => {};
  const url = new Promise<string>((resolve) => (listening = resolve));
  let err = '';
  const terminal = {
    out: (text: string) => listening(/^http:\S+:\d+/.exec(text)![0]),
    err: (text: string) => void (err += text),
    color: false,
    width: 100,
    progress: null,
  };
  const ended = run(['dashboard', '--port', '0', ...place(), ...args], terminal, interrupt.signal);
  try {
    await use(await Promise.race([url, ended.then(() => Promise.reject(new Error(err)))]));
  } finally {
    interrupt.abort();
  }
  return ended;
};

describe('gradproof dashboard', () => {
  it('shows the queues that exist, and ends with 130 when it is interrupted', async () => {
    const status = await withDashboard([], async (url) => {
      const page = await ask(url);
      expect(page).toMatchObject({
        status: 200,
        body: expect.stringContaining('<title>Gradproof') as string,
      });
      const { body } = await ask(`${url}/api/queues`);
      const { queues } = JSON.parse(body) as { queues: { name: string; readOnlyMode: boolean }[] };
      const kinds = queues.map(({ name }) => name.split('-')[0]);
      expect(kinds).toEqual(['checks', 'runs']);
      expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    });
    expect(status).toBe(130);
  });

  it('takes scripts and styles from its own address alone', async () => {
    await withDashboard([], async (url) => {
      const page = await ask(url);
      expect(page.headers['content-security-policy']).toContain("default-src 'self'");
      const [script] = /static\/js\/main[\w.]+\.js/.exec(page.body)!;
      expect(await ask(`${url}/${script}`)).toMatchObject({ status: 200 });
    });
  });

  it('with a token answers 401 to whoever doesn’t show it, and 200 to whoever does', async () => {
    await withDashboard(['--token-file', join(folder, 'token')], async (url) => {
      for (const path of ['/', '/api/queues', '/static/favicon-32x32.png', '/?token=', '/?token=wrong'])
        expect(await ask(`${url}${path}`)).toMatchObject({ status: 401 });
      expect(await ask(url, { authorization: `Bearer ${TOKEN.slice(1)}` })).toMatchObject({ status: 401 });
      expect(await ask(url, { authorization: `Bearer ${TOKEN}` })).toMatchObject({ status: 200 });
    });
  });

  it('gives a browser that brings the token once a cookie instead, and takes the token out of its address', async () => {
    await withDashboard(['--token-file', join(folder, 'token')], async (url) => {
      const welcome = await ask(`${url}/queue/runs?token=${TOKEN}&page=2`);
      expect(welcome).toMatchObject({ status: 303, headers: { location: '/queue/runs?page=2' } });
      const [cookie] = welcome.headers['set-cookie'] as string[];
      expect(cookie).toMatch(/^gradproof-dashboard=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(cookie).not.toContain(TOKEN);
      expect(await ask(url, { cookie: cookie!.split(';')[0]! })).toMatchObject({ status: 200 });
      expect(await ask(url, { cookie: 'gradproof-dashboard=0' })).toMatchObject({ status: 401 });
    });
  });

  it('refuses names that aren’t its own, and pages of other origins', async () => {
    await withDashboard(['--allow-host', 'fleet.example'], async (url) => {
      for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'])
        expect(await ask(url, { host })).toMatchObject({ status: 403 });
      for (const host of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:80', 'fleet.example'])
        expect(await ask(url, { host })).toMatchObject({ status: 200 });
      expect(await ask(url, { origin: 'http://evil.example' })).toMatchObject({ status: 403 });
    });
  });

  it('changes nothing, whatever it is asked', async () => {
    await withDashboard([], async (url) => {
      const { body } = await ask(`${url}/api/queues`);
      const { queues } = JSON.parse(body) as { queues: { name: string }[] };
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect(await ask(`${url}/api/queues/${queues[0]!.name}/pause`, { method })).toMatchObject({
          status: 405,
        });
    });
  });

  it.each([
    { what: 'beyond the loopback', args: ['--host', '0.0.0.0'], says: 'needs a token' },
    { what: 'to change jobs', args: ['--writable'], says: 'needs a token' },
    { what: 'with a port that is none', args: ['--port', '65536'], says: 'from 0 to 65535' },
    { what: 'with a token file that isn’t there', args: ['--token-file', '/nowhere'], says: '/nowhere' },
  ])('does not start $what without what it needs', async ({ args, says }) => {
    const { status, err } = await runCaptured(['dashboard', ...place(), ...args]);
    expect({ status, err }).toMatchObject({ status: 2, err: expect.stringContaining(says) as string });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says so when its port is taken', async () => {
    await withDashboard([], async (url) => {
      const { port } = new URL(url);
      const { status, err } = await runCaptured(['dashboard', ...place(), '--port', port]);
      expect({ status, err }).toMatchObject({
        status: 2,
        err: expect.stringContaining('EADDRINUSE') as string,
      });
    });
  });
});
