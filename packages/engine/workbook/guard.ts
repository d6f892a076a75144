/** Text that a spreadsheet would compute, or a number so long that it would round it, even behind apostrophes. */
export const guarded = /^'*(?:[=+\-@＝＋－＠\t\r\n]|\d{12,})/;
