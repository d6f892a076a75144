import type { Clock } from '@juxian/base/clock.ts';
import { momentOf } from '@juxian/base/clock.ts';

/** One message to one address, already in words. `from`: the name it is sent under, the address is the house's own. */
export type Mail = { to: string; subject: string; text: string; from?: string };
export type ShortMessage = { to: string; text: string };

/** How the product sends e-mail; an adapter per provider. Throws when it was not taken over. */
export type Mailer = { send(mail: Mail): Promise<void> };
export type SmsSender = { send(message: ShortMessage): Promise<void> };

export type Sent = {
  channel: 'email' | 'phone';
  to: string;
  subject?: string;
  from?: string;
  text: string;
  at: string;
};

const kept = 500;

/** Sends nothing: keeps the latest messages in memory to be read on this machine. They hold secrets, so the table never sees them. */
export class Outbox {
  readonly sent: Sent[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly mailer: Mailer = {
    send: async (mail) => this.#keep({ channel: 'email', ...mail }),
  };
  readonly sms: SmsSender = { send: async ({ to, text }) => this.#keep({ channel: 'phone', to, text }) };

  #keep(message: Omit<Sent, 'at'>): void {
    this.sent.unshift({ ...message, at: momentOf(this.#clock.wall()) });
    this.sent.length = Math.min(this.sent.length, kept);
  }
}

/** Who a county's mail is from: its name before the address it is sent from, its office at the end. */
type Sender = { name: string; office: { name: string; phone: string; address: string } };

/** A mail in a county's name, signed by its office. */
export function letterFrom({ name, office }: Sender, mail: Omit<Mail, 'from'>): Mail {
  const signature = [...new Set([name, office.name, office.phone, office.address])].filter(Boolean);
  return { ...mail, from: office.name || name, text: [mail.text, '', '—', ...signature].join('\n') };
}
