declare module 'fontkit' {
  type Font = {
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): { advanceWidth: number };
  };
  /** `name`: the face's PostScript name within a collection. */
  export function create(bytes: Uint8Array, name?: string): Font;
}
