import { locale } from './locale.ts';
import { Failed, isProblem } from './problem.ts';

const root = '/api/v1';

export type Ask = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
};

/** One REST call in the reader's language. @throws Failed with the problem the server answered. */
export async function rest<T>(path: string, { method = 'GET', body, form, headers = {} }: Ask = {}): Promise<T> {
  const response = await fetch(`${root}${path}`, {
    method,
    headers: {
      'accept-language': locale,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer as T;
  throw new Failed(
    isProblem(answer)
      ? answer
      : { status: response.status, code: 'unknown', detail: `${response.status} ${response.statusText}` },
  );
}
