import { type Locale, say } from '@juxian/base/text.ts';
import type { AppointmentForm } from './appointment/form.ts';
import type { Bar } from './html.ts';
import type { Paper } from './paper.ts';

/** What a form of a record makes: a paper of blocks, or the approval form with its own geometry. */
export type Printable = Paper | AppointmentForm;

const isAppointment = (given: Printable): given is AppointmentForm => 'relatives' in given;

/** The page to print; over an approval form it says on the screen what the paper does not hold. */
export async function printHtml(
  given: Printable,
  locale: Locale,
  options: { nonce: string; bar: Bar },
): Promise<string> {
  if (isAppointment(given)) {
    const { appointmentHtml } = await import('./appointment/html.ts');
    const { warningText } = await import('./appointment/warning.ts');
    return appointmentHtml(given, { ...options, note: (warning) => say(warningText(warning), locale) }).html;
  }
  const { toHtml } = await import('./html.ts');
  return toHtml(given, options);
}

export async function printDocx(given: Printable): Promise<Uint8Array> {
  if (isAppointment(given)) {
    const { appointmentDocx } = await import('./appointment/docx.ts');
    return (await appointmentDocx(given)).bytes;
  }
  const { toDocx } = await import('./docx.ts');
  return toDocx(given);
}

export async function printPdf(given: Printable): Promise<Uint8Array> {
  if (isAppointment(given)) {
    const { appointmentPdf } = await import('./appointment/pdf.ts');
    return (await appointmentPdf(given)).bytes;
  }
  const { toPdf } = await import('./pdf/paper.ts');
  return (await toPdf(given)).bytes;
}
