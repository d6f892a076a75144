import { type Browser, filled, openPortal, type Portal, withCheck } from './portal.ts';

export type Begun = { browser: Browser; contact: string; id: string; edit: string };

/** An identity number of the people below: the last three digits before the check are given. */
export const numberOf = (n: number): string => withCheck(`99000119780501${n}`);

/** A portal and the people who apply on it, each with a telephone and a number of their own. */
export class Applying {
  readonly portal: Portal;
  #people = 0;
  #serial = 100;

  constructor(portal: Portal) {
    this.portal = portal;
  }

  static async open(): Promise<Applying> {
    return new Applying(await openPortal());
  }

  setClock(moment: string): void {
    this.portal.api.deps.clock.set(Date.parse(`${moment}+08:00`));
  }

  contact(): string {
    return `138${String(++this.#people).padStart(8, '0')}`;
  }

  numbers() {
    return { identityConsent: ['given'], identityNumber: numberOf(++this.#serial), phone: '13900000126' };
  }

  /** An applicant in the midst of a fresh application. */
  async begin(kind = 'teacher'): Promise<Begun> {
    const { base, call } = this.portal;
    const contact = this.contact();
    const browser = await this.portal.applicant(contact);
    const page = await browser.post(`${base}/calls/${call.id}/apply`, { kind });
    const id = /\/my\/(rec_\w+)\/edit/.exec(page.at)?.[1] ?? '';
    return { browser, contact, id, edit: `${base}/my/${id}/edit` };
  }

  cover() {
    const hostUnit = this.portal.units.青山县第一中学 ?? '';
    return { kind: 'teacher', studioName: '沈知微名师工作室', hostUnit };
  }

  /** Fills every required field of an application through its pages. */
  async fillIn({ browser, edit }: Begun): Promise<void> {
    const { studioName: _, hostUnit: __, aims: ___, ...leader } = filled('', '沈知微', 1);
    await browser.post(`${edit}/1`, { ...this.cover(), act: 'next' });
    await browser.post(`${edit}/2`, { ...leader, ...this.numbers(), act: 'next' });
    await browser.post(`${edit}/6`, { aims: '三年带出十名骨干教师。', 'milestones.#': '0', act: 'next' });
  }
}
