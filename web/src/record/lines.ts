const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A line of a sub-table that was added and not typed into: it has its id and nothing else. */
const isUntouched = (line: unknown): boolean =>
  typeof line === 'object' &&
  line !== null &&
  'id' in line &&
  Object.entries(line).every(([name, value]) => name === 'id' || isBlank(value));

/** The value without the lines that nobody has typed into; null where none is left. Any other value as it is. */
export function withoutUntouched(value: unknown): unknown {
  if (!Array.isArray(value) || !value.some(isUntouched)) return value;
  const lines = value.filter((line) => !isUntouched(line));
  return lines.length > 0 ? lines : null;
}
