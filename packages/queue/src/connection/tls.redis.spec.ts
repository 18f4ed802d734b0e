import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../testing/free-port.ts';
import { startRedis, type TestRedis } from '../testing/redis-server.ts';
import { connectRedis } from './connect.ts';
import { redisAddressOf } from './redis-address.ts';

let folder: string;
let server: TestRedis;
let url: string;
const trusted = getCACertificates('default');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-tls-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`;
  execFileSync('openssl', request.split(' '), { stdio: 'pipe' });
  const port = await freePort();
  const tls = { 'tls-cert-file': certificate, 'tls-key-file': key, 'tls-ca-cert-file': certificate };
  server = await startRedis({ config: { ...tls, 'tls-port': String(port), 'tls-auth-clients': 'no' } });
  url = `rediss://localhost:${port}`;
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await server.stop();
  await rm(folder, { recursive: true });
});

it('rediss:// refuses at once a certificate that nobody vouches for', async () => {
  await expect(connectRedis(redisAddressOf(url, {}), 'worker')).rejects.toMatchObject({
    name: 'FleetError',
    message: expect.stringMatching(/refuses the connection: .*certificate/) as string,
  });
});

it('rediss:// talks to a server whose certificate is trusted, for its own host alone', async () => {
  setDefaultCACertificates([...trusted, await readFile(join(folder, 'certificate.pem'), 'utf8')]);
  const redis = await connectRedis(redisAddressOf(url, {}), 'client');
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
  const other = redisAddressOf(url.replace('localhost', '127.0.0.1'), {});
  await expect(connectRedis(other, 'client')).rejects.toThrow(/refuses the connection: .*certificate/i);
});
