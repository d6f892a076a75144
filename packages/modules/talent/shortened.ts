/** A name as far as whoever checks a paper needs it: 叶知秋 is shown as 叶**. */
export const shortened = (name: string): string => {
  const [first = '', ...rest] = name;
  return `${first}${'*'.repeat(rest.length)}`;
};
