const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** A day as `YYYY-MM-DD` and a moment as `YYYY-MM-DDTHH:mm:ss+08:00`: the offices all live in one time zone. */
export const momentOf = (ms: number): string => `${shanghai.format(ms).replace(' ', 'T')}+08:00`;
export const dayOf = (ms: number): string => momentOf(ms).slice(0, 10);

/**
 * Two clocks. `wall` stamps, leases, sessions and rate windows; `business` drives deadlines, ages, publicity
 * and grace, ticks from wherever it was set and never touches a stamp.
 */
export class Clock {
  #offset = 0;
  readonly wall: () => number;

  constructor(wall: () => number = Date.now, business?: number) {
    this.wall = wall;
    if (business !== undefined) this.set(business);
  }

  business(): number {
    return this.wall() + this.#offset;
  }

  /** Moves the business clock; it goes on ticking from there. */
  set(business: number): void {
    this.#offset = business - this.wall();
  }

  now(): string {
    return momentOf(this.business());
  }

  today(): string {
    return dayOf(this.business());
  }
}
