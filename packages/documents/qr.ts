import qrcode from 'qrcode';

/** A QR code as one SVG path, for a page that loads nothing; error correction M, a quiet zone of 4. */
export function qrSvg(text: string, label: string): string {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (data[y * size + x]) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  const side = size + 8;
  return `<svg class="qr" role="img" aria-label="${escapeAttribute(label)}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** A QR code as PNG, for Word. */
export const qrPng = (text: string): Promise<Uint8Array> =>
  qrcode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });

const escapeAttribute = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
