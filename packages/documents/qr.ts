import qrcode from 'qrcode';

/** The dark dots of a QR code and the number of dots across; error correction M, a quiet zone of 4. */
export function qrDots(text: string): { side: number; dots: (readonly [x: number, y: number])[] } {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const dots: (readonly [number, number])[] = [];
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (data[y * size + x]) dots.push([x + 4, y + 4]);
  return { side: size + 8, dots };
}

/** A QR code as one SVG path, for a page that loads nothing. */
export function qrSvg(text: string, label: string): string {
  const { side, dots } = qrDots(text);
  const path = dots.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('');
  return `<svg class="qr" role="img" aria-label="${escapeAttribute(label)}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** A QR code as PNG, for Word. */
export const qrPng = (text: string): Promise<Uint8Array> =>
  qrcode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });

const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
