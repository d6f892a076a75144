/** What Windows does not take in the name of a file, and what nobody sees. */
const forbidden = /[<>:"/\\|?*\p{Cc}\p{Cf}]/gu;

/**
 * A file name for each person, `姓名.lrmx` or with the number `姓名+身份证号.lrmx`; namesakes get 1, 2 and so on behind
 * their name. `extension` with its dot.
 */
export function personFileNames(
  people: readonly { name: string; number?: string }[],
  extension: string,
  { withNumber = false } = {},
): string[] {
  const taken = new Set<string>();
  return people.map(({ name, number }) => {
    const whole = withNumber && number ? `${name}+${number}` : name;
    const plain =
      whole
        .replace(forbidden, '')
        .replace(/[. ]+$/, '')
        .trim() || '未命名';
    let free = plain;
    for (let count = 1; taken.has(free.toLowerCase()); count++) free = `${plain}${count}`;
    taken.add(free.toLowerCase());
    return `${free}${extension}`;
  });
}
