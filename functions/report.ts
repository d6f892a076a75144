/** Reports on standard error what failed away from any request; it is no answer to a person. */
export function report(what: string, of: Readonly<Record<string, string>>, error: unknown): void {
  const stack = error instanceof Error ? error.stack : String(error);
  console.error(JSON.stringify({ level: 'error', what, ...of, stack }));
}
