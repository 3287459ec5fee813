import { lost, reached } from './connection';

/** A refusal of the server: its code in RFC 9457 terms, what it says, and the fields that it names. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: { pointer: string; code: string; detail?: string }[] = [],
  ) {
    super(message);
  }
}

/** fetch with the header that the cookie needs; keeps the connection state; a session that is over leads to the sign-in page. */
export async function ask(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('X-Attendance', '1');
  let answer: Response;
  try {
    answer = await fetch(input, { ...init, headers, credentials: 'same-origin' });
  } catch (error) {
    lost();
    throw error;
  }
  if (answer.status >= 500) lost();
  else reached();
  if (answer.status === 401) {
    const here = location.pathname + location.search;
    location.assign(`/sign-in?returnUrl=${encodeURIComponent(here)}`);
  }
  return answer;
}

/** JSON from the server, or Refused. */
export async function askJson<T>(address: string, init: RequestInit = {}): Promise<T> {
  const answer = await ask(address, init);
  if (answer.ok) return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
  const problem = (await answer.json().catch(() => ({}))) as {
    code?: string;
    title?: string;
    detail?: string;
    errors?: { pointer: string; code: string; detail?: string }[];
  };
  throw new Refused(
    answer.status,
    problem.code ?? `http-${answer.status}`,
    problem.detail ?? problem.title ?? 'The server could not do that.',
    problem.errors,
  );
}

/** POSTs JSON. */
export function post<T>(address: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  return askJson<T>(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
