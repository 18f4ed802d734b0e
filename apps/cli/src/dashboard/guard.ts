import { isSameSecret, sessionOf } from './token.ts';

/** What the guard looks at. */
export interface GuardedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** A header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
}

/** What becomes of a request. */
export type Admission =
  | { readonly kind: 'admitted' }
  /** The query had the token: the browser gets a cookie, and an address without the token. */
  | { readonly kind: 'welcomed'; readonly location: string; readonly cookie: string }
  | { readonly kind: 'refused'; readonly status: 401 | 403 | 405; readonly message: string };

/** What the guard guards. */
export interface GuardOptions {
  /** Null: whoever reaches the port may look. */
  readonly token: string | null;
  /** Names beside the loopback's by which the dashboard may be called. */
  readonly hosts: readonly string[];
  /** Whether jobs may be changed. */
  readonly writable: boolean;
}

const COOKIE = 'gradproof-dashboard';
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const refused = (status: 401 | 403 | 405, message: string): Admission => ({
  kind: 'refused',
  status,
  message,
});

/** The name in a Host header, without its port; empty for what is none. */
/** Null where the text is no URL. */
const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const hostName = (host: string): string => parsed(`http://${host}`)?.hostname ?? '';

/** True unless a page of another origin sent the request; browsers name it, other clients don't. */
const isOwnOrigin = (origin: string | undefined, host: string): boolean =>
  origin === undefined || parsed(origin)?.host === parsed(`http://${host}`)?.host;

const cookieOf = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === COOKIE)?.[1];

const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(header ?? '')?.[1];

/** The address again without the token; it begins with one slash, so that it leads nowhere else. */
const withoutToken = ({ pathname, searchParams }: URL): string => {
  const query = new URLSearchParams(searchParams);
  query.delete('token');
  const path = pathname.replace(/^\/+/, '/');
  return query.size === 0 ? path : `${path}?${query.toString()}`;
};

const ASK =
  'The dashboard needs its token: open /?token=TOKEN once in a browser, or send Authorization: Bearer TOKEN.';

/**
 * Decides about each request before anything else sees it. Names other than its own are refused, so that a web page elsewhere can't reach
 * the loopback under a name of its own (DNS rebinding); so are requests of other origins, and changes where nothing may be changed.
 */
export const createGuard = ({
  token,
  hosts,
  writable,
}: GuardOptions): ((request: GuardedRequest) => Admission) => {
  const names = new Set([...LOOPBACK, ...hosts.map(hostName)]);
  const session = token === null ? '' : sessionOf(token);
  const isToken = (text: string | null | undefined): boolean =>
    token !== null && typeof text === 'string' && isSameSecret(text, token);

  const authorize = ({ method, url, header }: GuardedRequest): Admission => {
    if (token === null) return { kind: 'admitted' };
    if (isToken(bearerOf(header('authorization')))) return { kind: 'admitted' };
    const target = new URL(url, 'http://localhost');
    if (method === 'GET' && isToken(target.searchParams.get('token'))) {
      const cookie = `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict`;
      return { kind: 'welcomed', location: withoutToken(target), cookie };
    }
    if (isSameSecret(cookieOf(header('cookie')) ?? '', session)) return { kind: 'admitted' };
    return refused(401, ASK);
  };

  return (request) => {
    const host = request.header('host') ?? '';
    if (!names.has(hostName(host)))
      return refused(403, 'The dashboard is not called by this name: see gradproof dashboard --allow-host.');
    if (!isOwnOrigin(request.header('origin'), host))
      return refused(403, 'A page of another origin may not use the dashboard.');
    if (!writable && !['GET', 'HEAD'].includes(request.method))
      return refused(405, 'The dashboard only shows; gradproof dashboard --writable lets it change jobs.');
    return authorize(request);
  };
};
